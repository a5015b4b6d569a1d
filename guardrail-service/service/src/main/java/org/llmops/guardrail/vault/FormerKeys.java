package org.llmops.guardrail.vault;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.llmops.platform.store.Transactions;

/** Deletes workspaces' keys that were replaced, as soon as nothing is left that they open. */
@ApplicationScoped
class FormerKeys {
    private static final Logger log = Logger.getLogger(FormerKeys.class);

    private final Transactions transactions;
    private final StoredKeys stored;
    private final List<UnderKeys> uses;
    private final Clock clock;

    FormerKeys(Transactions transactions, StoredKeys stored, @All List<UnderKeys> uses, Clock clock) {
        this.transactions = transactions;
        this.stored = stored;
        this.uses = uses;
        this.clock = clock;
    }

    @Scheduled(
            every = "{llmops.vault.purge-every}",
            delayed = "20S",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> everywhere() {
        return retire().onFailure()
                .invoke(failure -> log.warnf("Keys that were replaced stay for now: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Other instances may have sealed with a key for a while after it was replaced. */
    Uni<Void> retire() {
        Instant now = clock.instant();
        return transactions
                .acrossWorkspaces(session -> stored.former(session, now.minus(SealedKeys.USED_ON_FOR)))
                .chain(former -> Multi.createFrom()
                        .iterable(former)
                        .onItem()
                        .transformToUniAndConcatenate(
                                key -> transactions.write(key.workspace(), session -> removeUnused(session, key, now)))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Integer> removeUnused(Mutiny.Session session, StoredKeys.Former key, Instant now) {
        Instant before = key.replacedAt().plus(SealedKeys.USED_ON_FOR);
        return Multi.createFrom()
                .iterable(uses)
                .onItem()
                .transformToUniAndConcatenate(use -> use.isAnyFrom(session, key.workspace(), before, now))
                .collect()
                .asList()
                .chain(used -> used.contains(true)
                        ? Uni.createFrom().item(0)
                        : stored.remove(session, key.workspace(), key.generation()));
    }
}
