package org.llmops.guardrail.vault;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.platform.sealing.KeysAway;
import org.llmops.platform.sealing.SealBroken;
import org.llmops.platform.sealing.SealedSecret;
import org.llmops.platform.sealing.Seals;
import org.llmops.platform.sealing.SecretPlace;

/**
 * Seals what the service must keep secret in its database. Without a key there is nothing to seal with, and who needs it
 * is told so; a malformed one stops the service at the start.
 */
@Startup
@Singleton
public class Secrets {
    private final Optional<Seals> seals;

    Secrets(VaultSettings settings, Vertx vertx) {
        this.seals = Seals.areConfigured(settings)
                ? Optional.of(Seals.of(VaultSettings.PREFIX, settings, vertx))
                : Optional.empty();
    }

    /** Whether there is a key to seal with. */
    public boolean areThere() {
        return seals.isPresent();
    }

    public Uni<SealedSecret> seal(SecretPlace place, String secret) {
        return told(configured().chain(present -> present.seal(place, secret)));
    }

    public Uni<String> open(SecretPlace place, SealedSecret secret) {
        return told(configured().chain(present -> present.open(place, secret)));
    }

    /** The same secret under the current key. */
    public Uni<SealedSecret> sealAnew(SecretPlace place, SealedSecret secret) {
        return configured().chain(present -> present.sealAnew(place, secret));
    }

    /** The key that protects what is sealed now; nothing when there is none. */
    public Uni<Optional<String>> currentKeyId() {
        return seals.map(present -> present.currentKeyId().map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Seals> configured() {
        return seals.map(present -> Uni.createFrom().item(present))
                .orElseGet(
                        () -> Uni.createFrom()
                                .failure(
                                        () -> GuardrailProblem.SEALING_KEY_MISSING.because(
                                                "Set " + VaultSettings.PREFIX
                                                        + ".credential-key-file or .credential-key, which protect what the service keeps secret")));
    }

    private static <T> Uni<T> told(Uni<T> work) {
        return work.onFailure(KeysAway.class)
                .transform(away -> GuardrailProblem.VAULT_UNAVAILABLE.because(
                        "The keeper of the keys does not answer; try again shortly"))
                .onFailure(SealBroken.class)
                .transform(broken -> GuardrailProblem.SEALING_KEY_MISSING.because(
                        "What was sealed does not open with the keys of " + VaultSettings.PREFIX));
    }
}
