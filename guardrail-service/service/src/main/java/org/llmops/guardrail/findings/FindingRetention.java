package org.llmops.guardrail.findings;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.llmops.platform.store.Transactions;

/** Deletes findings and texts whose time is over, in small transactions. */
@ApplicationScoped
class FindingRetention {
    private static final int AT_ONCE = 10_000;

    private final Transactions transactions;
    private final StoredFindings findings;
    private final Clock clock;

    FindingRetention(Transactions transactions, StoredFindings findings, Clock clock) {
        this.transactions = transactions;
        this.findings = findings;
        this.clock = clock;
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> expire() {
        return transactions
                .acrossWorkspaces(session -> findings.expire(session, clock.instant(), AT_ONCE))
                .chain(gone -> gone < AT_ONCE ? Uni.createFrom().voidItem() : expire());
    }
}
