package org.llmops.platform.store;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Forgets old idempotency keys. */
@ApplicationScoped
class IdempotencyRetention {
    private final Transactions transactions;
    private final Idempotency idempotency;
    private final Clock clock;

    IdempotencyRetention(Transactions transactions, Idempotency idempotency, Clock clock) {
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return transactions
                .acrossWorkspaces(session -> idempotency.forget(session, clock.instant()))
                .replaceWithVoid();
    }
}
