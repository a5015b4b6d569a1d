package org.llmops.cost.outcomes;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.llmops.platform.store.Transactions;

/** Keeps scores and counts them once their calls are in the ledger, whichever of the two arrives first. */
@ApplicationScoped
class ScoreCounting {
    private final Transactions transactions;
    private final Scores scores;
    private final Clock clock;

    ScoreCounting(Transactions transactions, Scores scores, Clock clock) {
        this.transactions = transactions;
        this.scores = scores;
        this.clock = clock;
    }

    Uni<Void> take(List<GivenScore> given) {
        return given.isEmpty()
                ? Uni.createFrom().voidItem()
                : transactions.acrossWorkspaces(session -> scores.add(session, given));
    }

    /** Until nothing is left that can be counted. */
    @Scheduled(
            every = "${llmops.outcomes.count-every:5s}",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return transactions
                .acrossWorkspaces(session -> scores.count(session, clock.instant()))
                .repeat()
                .whilst(counted -> counted > 0)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
