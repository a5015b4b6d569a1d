package org.llmops.guardrail.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.replacing.WorkspaceKey;
import org.llmops.guardrail.replacing.WorkspaceSeal;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.Problem;
import org.llmops.platform.store.Transactions;
import org.llmops.platform.testkit.RealServers;

/** A new key of the service: everything opens with both keys, and after re-sealing with the new one alone. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ResealingAppTest {
    private static final String NEXT = "next:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final WorkspaceId ACME = new WorkspaceId("acme");

    @Inject
    Transactions transactions;

    @Inject
    StoredKeys stored;

    @Inject
    VaultSettings settings;

    @Inject
    Aside aside;

    @Inject
    Clock clock;

    @Inject
    Vertx vertx;

    private final WorkspaceId workspace = new WorkspaceId("resealed-" + UUID.randomUUID());
    private String present = "";

    @BeforeEach
    void read() throws IOException {
        present = Files.readString(settings.credentialKeyFile().orElseThrow()).strip();
    }

    @AfterEach
    void backToThePresentKey() {
        reseal(present + "," + NEXT);
    }

    @Test
    void whatIsKeptOpensUnderTheNewKeyAloneOnceItIsSealedAnew() {
        WorkspaceKey before = now(keys(present).of(workspace));
        now(keys(present).of(ACME));
        String sealed = new WorkspaceSeal(workspace, before, "test").seal("here", "a value ü");

        reseal(NEXT + "," + present);

        WorkspaceKey after = now(keys(NEXT).of(workspace));
        assertThat(new WorkspaceSeal(workspace, after, "test").open("here", sealed))
                .contains("a value ü");
        assertThat(after.fingerprint("p", "x")).isEqualTo(before.fingerprint("p", "x"));
        assertThat(now(keys(NEXT).of(ACME))).isNotNull();
        assertThatThrownBy(() -> now(keys(present).of(workspace)))
                .isInstanceOfSatisfying(
                        Problem.class, lost -> assertThat(lost.type()).isEqualTo(GuardrailProblem.SEALING_KEY_MISSING));
    }

    @Test
    void whatDoesNotOpenStaysAndHoldsNothingElseUp() {
        now(keys(present).of(workspace));
        String stranger = "stranger:"
                + Base64.getEncoder()
                        .encodeToString(new byte[32])
                        .replace('A', 'B')
                        .replace("BB=", "BA=");
        WorkspaceId strange = new WorkspaceId("strange-" + UUID.randomUUID());
        WorkspaceKey theirs = now(keys(stranger).of(strange));

        reseal(NEXT + "," + present);

        assertThat(now(keys(NEXT).of(workspace))).isNotNull();
        assertThat(now(keys(stranger).of(strange)).fingerprint("p", "x")).isEqualTo(theirs.fingerprint("p", "x"));
    }

    private void reseal(String credentialKeys) {
        now(new Resealing(transactions, List.of(stored), secrets(credentialKeys)).everywhere());
    }

    private SealedKeys keys(String credentialKeys) {
        return new SealedKeys(transactions, stored, secrets(credentialKeys), settings, aside, clock);
    }

    private Secrets secrets(String credentialKeys) {
        VaultSettings other = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(VaultSettings.class)
                .withDefaultValue("llmops.vault.credential-key", credentialKeys)
                .build()
                .getConfigMapping(VaultSettings.class);
        return new Secrets(other, vertx);
    }

    private <T> T now(Uni<T> work) {
        return aside.run(work).await().atMost(Duration.ofSeconds(20));
    }
}
