package org.llmops.guardrail.vault;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.llmops.platform.store.Transactions;

/** Deletes what has expired, a bounded number of values at a time. */
@ApplicationScoped
class Purging {
    private static final Logger log = Logger.getLogger(Purging.class);

    private final Transactions transactions;
    private final VaultedValues values;
    private final VaultSettings settings;
    private final Clock clock;

    Purging(Transactions transactions, VaultedValues values, VaultSettings settings, Clock clock) {
        this.transactions = transactions;
        this.values = values;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(
            every = "{llmops.vault.purge-every}",
            delayed = "15S",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> everywhere() {
        return purge().onFailure()
                .invoke(failure -> log.warnf("Expired values stay in the vault for now: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Until a batch is not full any more; tells how many were deleted. */
    Uni<Integer> purge() {
        return Multi.createBy()
                .repeating()
                .uni(this::batch)
                .whilst(deleted -> deleted == settings.purgeBatch())
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Integer> batch() {
        return transactions.acrossWorkspaces(session -> values.purge(session, clock.instant(), settings.purgeBatch()));
    }
}
