package org.llmops.guardrail.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.Problem;

class RevealTermsTest {
    private static final Sink CRM = new Sink("crm");

    private final RevealTerms terms =
            new RevealTerms(List.of("editor"), List.of("desk"), List.of("EMAIL_ADDRESS"), List.of("crm"));

    @Test
    void roleOrAppAndEntityAndSinkHaveToFit() {
        assertThat(terms.permits(caller("editor", null), "EMAIL_ADDRESS", CRM)).isTrue();
        assertThat(terms.permits(caller("app", "desk"), "EMAIL_ADDRESS", CRM)).isTrue();
        assertThat(terms.permits(caller("viewer", null), "EMAIL_ADDRESS", CRM)).isFalse();
        assertThat(terms.permits(caller("app", "shop"), "EMAIL_ADDRESS", CRM)).isFalse();
        assertThat(terms.permits(caller("editor", null), "IBAN", CRM)).isFalse();
        assertThat(terms.permits(caller("editor", null), "EMAIL_ADDRESS", Sink.ANSWER))
                .isFalse();
    }

    @Test
    void answersAreRestoredForAppsAlone() {
        RevealTerms all = new RevealTerms(List.of("admin"), List.of("*"), List.of("*"), List.of("*"));

        assertThat(all.restores("shop", "IBAN", Sink.ANSWER)).isTrue();
        assertThat(all.restores(null, "IBAN", Sink.ANSWER)).isFalse();
        assertThat(terms.restores("desk", "EMAIL_ADDRESS", CRM)).isTrue();
        assertThat(terms.restores("desk", "EMAIL_ADDRESS", Sink.ANSWER)).isFalse();
    }

    @Test
    void withoutAPolicyNobodyGetsAnything() {
        RevealRights none = new RevealRights(List.of());

        assertThat(none.permits(caller("admin", "desk"), "EMAIL_ADDRESS", CRM)).isFalse();
        assertThat(none.restores("desk", "EMAIL_ADDRESS", CRM)).isFalse();
    }

    @Test
    void policiesAddUpButDoNotMix() {
        RevealRights rights = new RevealRights(
                List.of(terms, new RevealTerms(List.of("viewer"), List.of(), List.of("IBAN"), List.of("bank"))));

        assertThat(rights.permits(caller("viewer", null), "IBAN", new Sink("bank")))
                .isTrue();
        assertThat(rights.permits(caller("viewer", null), "IBAN", CRM)).isFalse();
        assertThat(rights.permits(caller("editor", null), "IBAN", CRM)).isFalse();
    }

    @Test
    void whatNobodyCouldMeanIsRefused() {
        refused(() -> new RevealTerms(List.of(), List.of(), List.of("*"), List.of("*")), "roles");
        refused(() -> new RevealTerms(List.of("*"), List.of(), List.of("*"), List.of("*")), "roles[0]");
        refused(() -> new RevealTerms(List.of("admin"), List.of(), List.of("email"), List.of("*")), "entities[0]");
        refused(() -> new RevealTerms(List.of("admin"), List.of(), List.of("*"), List.of("x", "Not ok")), "sinks[1]");
    }

    private static void refused(Runnable work, String field) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.field()).isEqualTo(field)));
    }

    private static Caller caller(String role, @Nullable String app) {
        return new Caller(new WorkspaceId("acme"), "somebody", Caller.Kind.USER, app, Set.of(role));
    }
}
