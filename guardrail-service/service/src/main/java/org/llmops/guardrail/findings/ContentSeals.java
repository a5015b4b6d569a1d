package org.llmops.guardrail.findings;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.platform.sealing.SealedSecret;
import org.llmops.platform.sealing.Seals;
import org.llmops.platform.sealing.SecretPlace;

/** Seals what is kept of texts. Without a configured key nothing of them is kept, not even a fingerprint. */
@Singleton
class ContentSeals {
    private final Optional<Seals> seals;

    ContentSeals(ContentKeySettings settings, Vertx vertx) {
        this.seals = Seals.areConfigured(settings)
                ? Optional.of(Seals.of(ContentKeySettings.PREFIX, settings, vertx))
                : Optional.empty();
    }

    boolean areThere() {
        return seals.isPresent();
    }

    Uni<SealedSecret> seal(SecretPlace place, String text) {
        return there().seal(place, text);
    }

    Uni<String> open(SecretPlace place, SealedSecret sealed) {
        return there().open(place, sealed);
    }

    private Seals there() {
        return seals.orElseThrow(() -> GuardrailProblem.RECORDING_KEY_MISSING.because("Set " + ContentKeySettings.PREFIX
                + ".credential-key-file or .credential-key, which protect what is kept"));
    }
}
