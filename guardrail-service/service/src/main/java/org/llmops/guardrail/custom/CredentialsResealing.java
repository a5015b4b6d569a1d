package org.llmops.guardrail.custom;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import org.llmops.guardrail.vault.Secrets;
import org.llmops.platform.sealing.SealedSecret;
import org.llmops.platform.store.Transactions;

/** Brings detectors' credentials under the newest key, so that an old key can be taken away. */
@ApplicationScoped
class CredentialsResealing {
    private static final Logger log = Logger.getLogger(CredentialsResealing.class);

    private final Transactions transactions;
    private final CustomDetectors detectors;
    private final Secrets secrets;

    CredentialsResealing(Transactions transactions, CustomDetectors detectors, Secrets secrets) {
        this.transactions = transactions;
        this.detectors = detectors;
        this.secrets = secrets;
    }

    @Scheduled(
            every = "{llmops.vault.rewrap-every}",
            delayed = "45S",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> everywhere() {
        return secrets.currentKeyId()
                .chain(current -> current.isEmpty()
                        ? Uni.createFrom().item(List.<CustomDetector>of())
                        : transactions.acrossWorkspaces(session -> detectors.notUnder(session, current.get())))
                .chain(old -> Multi.createFrom()
                        .iterable(old)
                        .onItem()
                        .transformToUniAndConcatenate(this::seal)
                        .collect()
                        .last())
                .onFailure()
                .invoke(failure -> log.warnf("Credentials stay under their keys for now: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Those that do not open stay as they are, and hold no others up. */
    private Uni<Void> seal(CustomDetector detector) {
        DetectorName name = new DetectorName(detector.name());
        SealedSecret old = detector.credentials().orElseThrow();
        return secrets.sealAnew(CustomDetector.place(detector.workspace(), name), old)
                .chain(fresh -> transactions.write(
                        detector.workspace(),
                        session -> detectors
                                .look(session, detector.workspace(), name)
                                .invoke(found -> found.ifPresent(now -> now.seal(old, fresh)))))
                .onFailure()
                .invoke(failure -> log.warnf(
                        "The credentials of custom detector %s stay under their key: %s", name, failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
