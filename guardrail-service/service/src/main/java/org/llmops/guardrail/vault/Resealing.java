package org.llmops.guardrail.vault;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.llmops.platform.store.Transactions;

/** Brings secrets under the newest key, so that an old key can be taken away. */
@ApplicationScoped
class Resealing {
    private static final Logger log = Logger.getLogger(Resealing.class);

    private final Transactions transactions;
    private final List<Resealable> kinds;
    private final Secrets secrets;

    Resealing(Transactions transactions, @All List<Resealable> kinds, Secrets secrets) {
        this.transactions = transactions;
        this.kinds = kinds;
        this.secrets = secrets;
    }

    @Scheduled(
            every = "{llmops.vault.rewrap-every}",
            delayed = "30S",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> everywhere() {
        return secrets.currentKeyId()
                .chain(current -> Multi.createFrom()
                        .iterable(kinds)
                        .onItem()
                        .transformToUniAndConcatenate(kind -> seal(kind, current))
                        .collect()
                        .last())
                .onFailure()
                .invoke(failure -> log.warnf("Secrets stay under their keys for now: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Void> seal(Resealable kind, Optional<String> current) {
        return current.map(keyId -> transactions.acrossWorkspaces(session -> kind.notUnder(session, keyId)))
                .orElseGet(() -> Uni.createFrom().item(List.of()))
                .chain(old -> Multi.createFrom()
                        .iterable(old)
                        .onItem()
                        .transformToUniAndConcatenate(this::seal)
                        .collect()
                        .last());
    }

    /** One that does not open stays as it is, and holds no other up. */
    private Uni<Void> seal(Resealable.Secret secret) {
        return secrets.sealAnew(secret.place(), secret.sealed())
                .chain(fresh -> transactions.write(
                        secret.place().workspace(), session -> secret.replace().apply(session, fresh)))
                .onFailure()
                .invoke(failure -> log.warnf(
                        "The %s of workspace %s stays under its key: %s",
                        secret, secret.place().workspace(), failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
