package org.llmops.guardrail.vault;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import org.llmops.platform.sealing.SealedSecret;
import org.llmops.platform.store.Transactions;

/** Brings workspaces' secrets under the newest key, so that an old key can be taken away. */
@ApplicationScoped
class Resealing {
    private static final Logger log = Logger.getLogger(Resealing.class);

    private final Transactions transactions;
    private final StoredKeys keys;
    private final Secrets secrets;

    Resealing(Transactions transactions, StoredKeys keys, Secrets secrets) {
        this.transactions = transactions;
        this.keys = keys;
        this.secrets = secrets;
    }

    @Scheduled(
            every = "{llmops.vault.rewrap-every}",
            delayed = "30S",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> everywhere() {
        return secrets.currentKeyId()
                .chain(current -> current.isEmpty()
                        ? Uni.createFrom().item(List.<StoredKey>of())
                        : transactions.acrossWorkspaces(session -> keys.notUnder(session, current.get())))
                .chain(old -> Multi.createFrom()
                        .iterable(old)
                        .onItem()
                        .transformToUniAndConcatenate(this::seal)
                        .collect()
                        .last())
                .onFailure()
                .invoke(failure ->
                        log.warnf("Workspaces' secrets stay under their key for now: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** One that does not open stays as it is, and holds no other up. */
    private Uni<Void> seal(StoredKey key) {
        SealedSecret old = key.sealed();
        return secrets.sealAnew(StoredKey.place(key.workspace()), old)
                .chain(fresh -> transactions.write(
                        key.workspace(),
                        session -> keys.find(session, key.workspace())
                                .invoke(found -> found.ifPresent(now -> now.seal(old, fresh)))))
                .onFailure()
                .invoke(failure -> log.warnf(
                        "The secret of workspace %s stays under its key: %s", key.workspace(), failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
