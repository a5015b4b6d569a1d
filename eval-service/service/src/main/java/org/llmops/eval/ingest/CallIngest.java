package org.llmops.eval.ingest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.llmops.eval.retention.CallLogDays;
import org.llmops.platform.store.Transactions;

/** Logs calls, each once. Waits for the database as long as it takes, and isolates calls that it does not take. */
@ApplicationScoped
class CallIngest {
    private static final Logger log = Logger.getLogger(CallIngest.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final CallLogWriter writer;
    private final CallLogDays days;
    private final IngestMetrics metrics;

    CallIngest(Transactions transactions, CallLogWriter writer, CallLogDays days, IngestMetrics metrics) {
        this.transactions = transactions;
        this.writer = writer;
        this.days = days;
        this.metrics = metrics;
    }

    /**
     * Logs the calls that are not logged yet and would not have expired by now.
     *
     * @param onContext where database sessions may be used
     * @return the calls that the database does not take
     */
    Uni<List<ReceivedCall>> ingest(List<ReceivedCall> calls, Executor onContext) {
        List<ReceivedCall> kept =
                calls.stream().filter(call -> !days.isExpired(call.day())).toList();
        metrics.expired(calls.size() - kept.size());
        List<ReceivedCall> wanted = once(kept);
        metrics.duplicate(kept.size() - wanted.size());
        return wanted.isEmpty()
                ? Uni.createFrom().item(wanted)
                : makeDays(wanted, onContext).chain(() -> write(wanted, onContext));
    }

    private static List<ReceivedCall> once(List<ReceivedCall> calls) {
        Map<CallKey, ReceivedCall> first = new LinkedHashMap<>();
        calls.forEach(call -> first.putIfAbsent(CallKey.of(call), call));
        return List.copyOf(first.values());
    }

    private Uni<Void> makeDays(List<ReceivedCall> calls, Executor onContext) {
        List<LocalDate> missing =
                days.missing(calls.stream().map(ReceivedCall::day).toList());
        return missing.isEmpty()
                ? Uni.createFrom().voidItem()
                : patiently(() -> transactions.acrossWorkspaces(session -> days.make(session, missing)), onContext)
                        .invoke(() -> days.made(missing));
    }

    private Uni<List<ReceivedCall>> write(List<ReceivedCall> calls, Executor onContext) {
        return patiently(() -> transactions.acrossWorkspaces(session -> writer.write(session, calls)), onContext)
                .invoke(logged -> metrics.logged(logged))
                .invoke(logged -> metrics.duplicate(calls.size() - logged))
                .map(logged -> List.<ReceivedCall>of())
                .onFailure(Unstorable::isCauseOf)
                .recoverWithUni(() -> calls.size() == 1 ? Uni.createFrom().item(calls) : writeHalves(calls, onContext));
    }

    /** Finds the calls at fault in few steps, and logs all others. */
    private Uni<List<ReceivedCall>> writeHalves(List<ReceivedCall> calls, Executor onContext) {
        int half = calls.size() / 2;
        return write(calls.subList(0, half), onContext)
                .chain(refused -> write(calls.subList(half, calls.size()), onContext)
                        .map(more ->
                                Stream.concat(refused.stream(), more.stream()).toList()));
    }

    private <T> Uni<T> patiently(Supplier<Uni<T>> work, Executor onContext) {
        return Uni.createFrom()
                .deferred(work::get)
                .runSubscriptionOn(onContext)
                .onFailure(failure -> !Unstorable.isCauseOf(failure))
                .invoke(failure -> {
                    metrics.retried();
                    log.warnf("Call records wait for the database: %s", Unstorable.describe(failure));
                })
                .onFailure(failure -> !Unstorable.isCauseOf(failure))
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .indefinitely();
    }
}
