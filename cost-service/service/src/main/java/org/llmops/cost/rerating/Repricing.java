package org.llmops.cost.rerating;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.llmops.cost.catalogue.PriceLoading;
import org.llmops.cost.ledger.CallState;
import org.llmops.cost.ledger.CallStates;
import org.llmops.cost.ledger.Corrections;
import org.llmops.cost.ledger.EntryPricing;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.Problem;
import org.llmops.platform.store.Transactions;

/**
 * Goes on with the re-ratings that run, batch after batch. A batch's corrections and how far it has come are one
 * transaction, so that after a crash it goes on where it was and corrects nothing twice.
 */
@ApplicationScoped
class Repricing {
    private static final Logger log = Logger.getLogger(Repricing.class);
    private static final int CALLS_AT_ONCE = 500;

    private final Transactions transactions;
    private final Reratings reratings;
    private final CallStates states;
    private final Corrections corrections;
    private final EntryPricing pricing;
    private final PriceLoading loading;
    private final Clock clock;

    Repricing(
            Transactions transactions,
            Reratings reratings,
            CallStates states,
            Corrections corrections,
            EntryPricing pricing,
            PriceLoading loading,
            Clock clock) {
        this.transactions = transactions;
        this.reratings = reratings;
        this.states = states;
        this.corrections = corrections;
        this.pricing = pricing;
        this.loading = loading;
        this.clock = clock;
    }

    /** Until none is left. */
    @Scheduled(
            every = "${llmops.rerating.every:2s}",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> goOn() {
        return Multi.createBy()
                .repeating()
                .uni(this::batchOfAny)
                .until(more -> !more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> batchOfAny() {
        return transactions
                .acrossWorkspaces(reratings::running)
                .chain(key -> key.map(this::batchOrFailure)
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Boolean> batchOrFailure(Rerating.Key key) {
        return batch(key)
                .replaceWith(true)
                .onFailure(Repricing::isForGood)
                .recoverWithUni(failure -> fail(key, failure));
    }

    private Uni<Void> batch(Rerating.Key key) {
        WorkspaceId workspace = new WorkspaceId(key.workspace());
        return transactions
                .read(workspace, session -> reratings.get(session, workspace, key.id()))
                .chain(rerating -> loading.load(rerating.priceBookVersion()))
                .chain(() -> lockedBatch(workspace, key));
    }

    private Uni<Void> lockedBatch(WorkspaceId workspace, Rerating.Key key) {
        return transactions.write(
                workspace,
                session -> corrections
                        .lock(session, List.of(workspace))
                        .chain(() -> reratings.lock(session, key))
                        .chain(rerating -> rerating.isRunning()
                                ? batch(session, rerating)
                                : Uni.createFrom().voidItem()));
    }

    private Uni<Void> batch(Mutiny.Session session, Rerating rerating) {
        return states.page(session, rerating.workspace(), rerating.rest(), CALLS_AT_ONCE)
                .chain(calls -> keep(session, rerating, calls, reprice(rerating, calls)));
    }

    private Repriced reprice(Rerating rerating, List<CallState> calls) {
        return Repriced.of(
                calls, call -> pricing.price(call, rerating.priceBookVersion()), rerating.path(), clock.instant());
    }

    private Uni<Void> keep(Mutiny.Session session, Rerating rerating, List<CallState> calls, Repriced repriced) {
        Uni<?> appended = rerating.onlyTells()
                ? Uni.createFrom().voidItem()
                : corrections.append(session, calls, repriced.corrections());
        return appended.chain(() -> reratings.addLines(session, rerating, repriced.lines()))
                .invoke(() -> rerating.advance(repriced, calls.size() < CALLS_AT_ONCE, clock.instant()));
    }

    private Uni<Boolean> fail(Rerating.Key key, Throwable failure) {
        log.errorf(failure, "Re-rating %s cannot go on", key.id());
        String because = failure instanceof Problem problem ? problem.detail() : "An amount is out of range";
        return transactions
                .write(
                        new WorkspaceId(key.workspace()),
                        session -> reratings
                                .lock(session, key)
                                .invoke(rerating -> rerating.fail(because, clock.instant())))
                .replaceWith(true);
    }

    /** What fails the same way every time; when the database is away, it goes on later. */
    private static boolean isForGood(Throwable failure) {
        return failure instanceof Problem || failure instanceof ArithmeticException;
    }
}
