package org.llmops.cost.alerts;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.WorkspaceId;

/** Keeps signals until they are gathered. Who raises one only adds rows: it waits for nobody's alert. */
@ApplicationScoped
class WaitingSignals implements Signals {
    private static final int LONGEST_TITLE = 500;

    /** Any fixed number: it names the lock that makes one gathering of a service the only one. */
    private static final long GATHERING_LOCK = 0x616c65727473L;

    /** A signal, and where it waits. */
    record Waiting(UUID id, Signal signal) {}

    @Override
    public Uni<Void> raise(Mutiny.Session session, List<Signal> signals) {
        if (signals.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery("""
                        insert into alert_signals (workspace, id, kind, subject, severity, title, facts, at)
                        select workspace, id, kind, subject, severity, title, facts,
                            timestamptz 'epoch' + at_us * interval '1 microsecond'
                        from unnest(cast(:workspaces as text[]), cast(:ids as uuid[]), cast(:kinds as text[]),
                            cast(:subjects as text[]), cast(:severities as text[]), cast(:titles as text[]),
                            cast(:facts as text[]), cast(:times as bigint[]))
                            as raised (workspace, id, kind, subject, severity, title, facts, at_us)
                        """)
                .setParameter(
                        "workspaces",
                        texts(signals, signal -> signal.workspace().value()))
                .setParameter("ids", signals.stream().map(signal -> Ids.next()).toArray(UUID[]::new))
                .setParameter("kinds", texts(signals, signal -> signal.kind().name()))
                .setParameter("subjects", texts(signals, signal -> Subject.bounded(signal.subject())))
                .setParameter(
                        "severities", texts(signals, signal -> signal.severity().name()))
                .setParameter("titles", texts(signals, signal -> shortened(signal.title())))
                .setParameter("facts", texts(signals, signal -> FactsColumn.write(signal.facts())))
                .setParameter(
                        "times",
                        signals.stream()
                                .map(signal -> ChronoUnit.MICROS.between(Instant.EPOCH, signal.at()))
                                .toArray(Long[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** True for one transaction at a time; the lock ends with the transaction, and so with a crash. */
    Uni<Boolean> lock(Mutiny.Session session) {
        return session.createNativeQuery("select pg_try_advisory_xact_lock(:lock)", Boolean.class)
                .setParameter("lock", GATHERING_LOCK)
                .getSingleResult();
    }

    Uni<List<Waiting>> oldest(Mutiny.Session session, int limit) {
        return session.createNativeQuery("""
                        select workspace, id, kind, subject, severity, title, facts, at
                        from alert_signals order by id limit :limit
                        """, Object[].class)
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(WaitingSignals::read).toList());
    }

    Uni<Integer> remove(Mutiny.Session session, List<Waiting> gathered) {
        return session.createNativeQuery("delete from alert_signals where id = any(:ids)")
                .setParameter("ids", gathered.stream().map(Waiting::id).toArray(UUID[]::new))
                .executeUpdate();
    }

    private static Waiting read(Object[] row) {
        return new Waiting(
                (UUID) row[1],
                new Signal(
                        new WorkspaceId((String) row[0]),
                        SignalKind.valueOf((String) row[2]),
                        (String) row[3],
                        Severity.valueOf((String) row[4]),
                        (String) row[5],
                        FactsColumn.read((String) row[6]),
                        instant(row[7])));
    }

    private static Instant instant(Object time) {
        return time instanceof Instant instant ? instant : ((OffsetDateTime) time).toInstant();
    }

    private static String shortened(String title) {
        return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + "…";
    }

    private static String[] texts(List<Signal> signals, Function<Signal, String> of) {
        return signals.stream().map(of).map(WaitingSignals::storable).toArray(String[]::new);
    }

    /** PostgreSQL takes any character in a text but this one, which names that clients choose may hold. */
    private static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }
}
