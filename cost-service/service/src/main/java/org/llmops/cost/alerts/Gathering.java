package org.llmops.cost.alerts;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.llmops.platform.store.Transactions;

/**
 * Gathers the signals that wait into alerts, oldest first. With several instances one gathers and the others look on;
 * each signal counts once, whoever crashes.
 */
@ApplicationScoped
class Gathering {
    private static final Logger log = Logger.getLogger(Gathering.class);
    private static final int BATCH = 500;

    private final Transactions transactions;
    private final WaitingSignals waiting;
    private final Alerts alerts;
    private final List<AlertListener> listeners;

    Gathering(Transactions transactions, WaitingSignals waiting, Alerts alerts, @All List<AlertListener> listeners) {
        this.transactions = transactions;
        this.waiting = waiting;
        this.alerts = alerts;
        this.listeners = listeners;
    }

    /** Until none waits. */
    @Scheduled(
            every = "1s",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> gather() {
        return Multi.createBy()
                .repeating()
                .uni(this::batch)
                .until(gathered -> gathered < BATCH)
                .collect()
                .last()
                .onFailure()
                .invoke(failure -> log.warnf("Signals wait to be gathered: %s", failure.getMessage()))
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }

    private Uni<Integer> batch() {
        return transactions.acrossWorkspaces(session -> waiting.lock(session)
                .chain(mine -> mine
                        ? waiting.oldest(session, BATCH)
                        : Uni.createFrom().item(List.<WaitingSignals.Waiting>of()))
                .call(found -> found.isEmpty() ? Uni.createFrom().voidItem() : gather(session, found))
                .map(List::size));
    }

    private Uni<Void> gather(Mutiny.Session session, List<WaitingSignals.Waiting> found) {
        List<Signal> signals =
                found.stream().map(WaitingSignals.Waiting::signal).toList();
        return alerts.lockOpen(
                        session,
                        signals.stream().map(Signal::workspace).collect(Collectors.toSet()),
                        signals.stream().map(Signal::subject).collect(Collectors.toSet()))
                .map(open -> Gathered.of(open, signals))
                .call(gathered -> alerts.add(session, gathered.added()))
                .call(session::flush)
                .call(gathered -> tell(session, gathered.news()))
                .chain(() -> waiting.remove(session, found))
                .replaceWithVoid();
    }

    private Uni<Void> tell(Mutiny.Session session, List<AlertNews> news) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (AlertListener listener : listeners) {
            told = told.chain(() -> listener.told(session, news));
        }
        return told;
    }
}
