package org.llmops.guardrail.custom;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.vault.Resealable;
import org.llmops.platform.sealing.SealedSecret;

/** Detectors' credentials, as what a new key is to protect. */
@ApplicationScoped
class CredentialsResealing implements Resealable {
    private final CustomDetectors detectors;

    CredentialsResealing(CustomDetectors detectors) {
        this.detectors = detectors;
    }

    @Override
    public Uni<List<Secret>> notUnder(Mutiny.Session session, String keyId) {
        return detectors
                .notUnder(session, keyId)
                .map(old -> old.stream().map(this::secret).toList());
    }

    private Secret secret(CustomDetector detector) {
        DetectorName name = new DetectorName(detector.name());
        SealedSecret old = detector.credentials().orElseThrow();
        return new Secret(
                CustomDetector.place(detector.workspace(), name),
                old,
                (session, fresh) -> detectors
                        .look(session, detector.workspace(), name)
                        .invoke(found -> found.ifPresent(now -> now.seal(old, fresh)))
                        .replaceWithVoid());
    }
}
