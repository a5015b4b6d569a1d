package org.llmops.eval.retention;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.llmops.platform.store.Transactions;

/** Makes the days to come and drops the days gone by. Any number of instances may do so at the same time. */
@ApplicationScoped
class CallLogRetention {
    private static final Logger log = Logger.getLogger(CallLogRetention.class);

    /** Small enough that no delete holds its locks for long. Rows. */
    private static final int DELETED_AT_ONCE = 5_000;

    private final Transactions transactions;
    private final CallLogDays days;

    CallLogRetention(Transactions transactions, CallLogDays days) {
        this.transactions = transactions;
        this.days = days;
    }

    @Scheduled(
            every = "1h",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> turn() {
        return makeAhead()
                .chain(this::dropExpired)
                .onFailure()
                .invoke(failure -> log.warnf("The call log's days are turned later: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    Uni<Void> makeAhead() {
        List<LocalDate> missing = days.missingAhead();
        return transactions
                .acrossWorkspaces(session -> days.make(session, missing))
                .invoke(() -> days.made(missing));
    }

    /** Feedback and scores are never older than their call, so they may stay longer, but not for ever. */
    Uni<Void> dropExpired() {
        LocalDate first = days.first();
        Instant firstTime = first.atStartOfDay(ZoneOffset.UTC).toInstant();
        days.forgetExpired();
        return transactions
                .acrossWorkspaces(session -> dropPartitions(session, first))
                .chain(() -> deleteAll("call_id", "started_at < :before", firstTime))
                .chain(() -> deleteAll("feedback", "given_at < :before", firstTime))
                .chain(() -> deleteAll("score", "scored_at < :before", firstTime))
                .chain(() -> deleteAll("payload_block", "last_used < :before", first));
    }

    /** Gives up soon when a long query is in the way: inserts would queue up behind the wait. */
    private static Uni<Integer> dropPartitions(Mutiny.Session session, LocalDate first) {
        return session.createNativeQuery("select set_config('lock_timeout', '2s', true)", String.class)
                .getSingleResult()
                .chain(() -> session.createNativeQuery("select call_log_drop_before(:first)", Integer.class)
                        .setParameter("first", first)
                        .getSingleResult());
    }

    private Uni<Void> deleteAll(String table, String condition, Object before) {
        String delete = "delete from %1$s where ctid = any(array(select ctid from %1$s where %2$s limit %3$d))"
                .formatted(table, condition, DELETED_AT_ONCE);
        return Uni.createFrom()
                .deferred(() -> transactions.acrossWorkspaces(session -> session.createNativeQuery(delete)
                        .setParameter("before", before)
                        .executeUpdate()))
                .repeat()
                .until(deleted -> deleted < DELETED_AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
