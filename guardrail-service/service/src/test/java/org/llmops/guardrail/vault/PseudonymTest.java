package org.llmops.guardrail.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.replacing.Conversation;
import org.llmops.guardrail.replacing.WorkspaceKey;
import org.llmops.guardrail.substituting.Original;
import org.llmops.guardrail.substituting.Substitute;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.Problem;

class PseudonymTest {
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final Conversation TALK = Conversation.named("c1");

    @Test
    void aValueHasOnePseudonymInAConversationWhoeverMakesIt() {
        Pseudonym one = Pseudonym.of(key(1), TALK, "EMAIL_ADDRESS", "me@corp.com");

        assertThat(one.text()).matches("<EMAIL_ADDRESS_[1-9][0-9A-HJKMNP-TV-Z]{12}>");
        assertThat(Pseudonym.of(key(1), TALK, "EMAIL_ADDRESS", "me@corp.com")).isEqualTo(one);
        assertThat(List.of(
                        Pseudonym.of(key(2), TALK, "EMAIL_ADDRESS", "me@corp.com"),
                        Pseudonym.of(key(1), Conversation.named("c2"), "EMAIL_ADDRESS", "me@corp.com"),
                        Pseudonym.of(key(1), TALK, "EMAIL_ADDRESS", "you@corp.com")))
                .doesNotContain(one)
                .doesNotHaveDuplicates();
    }

    @Test
    void aHundredThousandValuesShareNone() {
        Set<String> pseudonyms = new HashSet<>();
        WorkspaceKey key = key(1);
        for (int i = 0; i < 100_000; i++) {
            assertThat(pseudonyms.add(Pseudonym.of(key, TALK, "PERSON", "n" + i).text()))
                    .isTrue();
        }
    }

    @Test
    void itIsReadAsItIsWritten() {
        for (String entity : List.of("EMAIL_ADDRESS", "IBAN", "US_SSN2", "A")) {
            Pseudonym pseudonym = Pseudonym.of(key(1), TALK, entity, "x");
            assertThat(Pseudonym.parse(pseudonym.text())).contains(pseudonym);
        }
        for (String other : List.of(
                "",
                "<>",
                "<_4K7Q2XW9MD4TR>",
                "<EMAIL_ADDRESS_1>",
                "EMAIL_ADDRESS_4K7Q2XW9MD4TR",
                "<email_4K7Q2XW9MD4TR>",
                "<EMAIL_0K7Q2XW9MD4TR>",
                "<EMAIL_4K7Q2XW9MD4TU>",
                "<EMAIL_4K7Q2XW9MD4TRR>",
                "<EMAIL 4K7Q2XW9MD4TR>",
                "<" + "A".repeat(200) + "_4K7Q2XW9MD4TR>")) {
            assertThat(Pseudonym.parse(other)).as(other).isEmpty();
        }
    }

    @Test
    void aSealedValueOpensOnlyInItsPlace() {
        Pseudonym pseudonym = Pseudonym.of(key(1), TALK, "IBAN", "DE89");
        Pseudonym other = Pseudonym.of(key(1), TALK, "IBAN", "DE90");
        String sealed = ValueSeal.seal(key(1), ACME, pseudonym, "DE89 ü");

        assertThat(ValueSeal.open(List.of(key(1)), ACME, pseudonym, sealed)).isEqualTo("DE89 ü");
        assertThat(ValueSeal.open(List.of(key(2), key(1)), ACME, pseudonym, sealed))
                .isEqualTo("DE89 ü");
        assertThat(ValueSeal.seal(key(1), ACME, pseudonym, "DE89 ü")).isNotEqualTo(sealed);
        assertThatThrownBy(() -> ValueSeal.open(List.of(key(1)), ACME, other, sealed))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ValueSeal.open(List.of(key(2)), ACME, pseudonym, sealed))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ValueSeal.open(List.of(key(1)), new WorkspaceId("globex"), pseudonym, sealed))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void valuesAreKeptOnceAndBeforeTheyAreNeeded() {
        List<List<VaultedValue>> kept = new ArrayList<>();
        Pseudonyms pseudonyms = pseudonyms(kept, 10);

        Substitute first = pseudonyms.replace(original("IBAN", "DE89"));
        assertThat(pseudonyms.replace(original("IBAN", "DE89"))).isSameAs(first);
        pseudonyms.replace(original("EMAIL_ADDRESS", "me@corp.com"));
        pseudonyms.settle().await().indefinitely();
        pseudonyms.settle().await().indefinitely();
        pseudonyms.replace(original("IBAN", "DE89"));
        pseudonyms.replace(original("IBAN", "DE90"));
        pseudonyms.settle().await().indefinitely();

        assertThat(kept).extracting(List::size).containsExactly(2, 1);
        assertThat(kept.toString()).doesNotContain("DE89").doesNotContain("me@corp.com");
    }

    @Test
    void onlyWhatPoliciesAllowIsRestorable() {
        Pseudonyms pseudonyms = pseudonyms(new ArrayList<>(), 10);

        assertThat(written(pseudonyms, "EMAIL_ADDRESS").restorable()).isTrue();
        assertThat(written(pseudonyms, "IBAN").restorable()).isFalse();
    }

    @Test
    void moreValuesThanTheVaultTakesAtOnceLetNothingThrough() {
        List<List<VaultedValue>> kept = new ArrayList<>();
        Pseudonyms pseudonyms = pseudonyms(kept, 3);
        for (int i = 0; i < 50; i++) {
            pseudonyms.replace(original("IBAN", "DE" + i));
        }

        assertThatThrownBy(() -> pseudonyms.settle().await().indefinitely())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("at most 3 values");
        assertThat(kept).isEmpty();
    }

    private static Substitute.Written written(Pseudonyms pseudonyms, String entity) {
        return (Substitute.Written) pseudonyms.replace(original(entity, "x"));
    }

    private static Pseudonyms pseudonyms(List<List<VaultedValue>> kept, int most) {
        return new Pseudonyms(
                ACME,
                key(1),
                TALK,
                "EMAIL_ADDRESS"::equals,
                batch -> Uni.createFrom().voidItem().invoke(() -> kept.add(batch)),
                most);
    }

    private static Original original(String entity, String text) {
        return new Original(entity, text, new Scene(ACME, false, Source.USER, List.of(), Map.of()));
    }

    private static WorkspaceKey key(int seed) {
        byte[] secret = new byte[WorkspaceKey.BYTES];
        Arrays.fill(secret, (byte) seed);
        return new WorkspaceKey(secret);
    }
}
