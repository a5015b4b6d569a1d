package org.llmops.platform.outbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The events that wait to be published, oldest first. */
@ApplicationScoped
class WaitingEvents {
    /** Any fixed number: it names the lock that makes one relay of a service the only one. */
    private static final long RELAY_LOCK = 0x6c6c6d6f7073L;

    /** True for one transaction at a time; the lock ends with the transaction, and so with a crash. */
    Uni<Boolean> lock(Mutiny.Session session) {
        return session.createNativeQuery("select pg_try_advisory_xact_lock(:lock)", Boolean.class)
                .setParameter("lock", RELAY_LOCK)
                .getSingleResult();
    }

    Uni<List<WaitingEvent>> oldest(Mutiny.Session session, int limit) {
        return session.createNativeQuery("""
                        select position, id, topic, key, type, workspace, subject, at, payload
                        from outbox order by position limit :limit
                        """, Object[].class)
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(WaitingEvents::event).toList());
    }

    Uni<Integer> remove(Mutiny.Session session, List<WaitingEvent> published) {
        return session.createNativeQuery("delete from outbox where position = any(:positions)")
                .setParameter(
                        "positions",
                        published.stream().map(WaitingEvent::position).toArray(Long[]::new))
                .executeUpdate();
    }

    private static WaitingEvent event(Object[] row) {
        return new WaitingEvent(
                (Long) row[0],
                (UUID) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (String) row[6],
                ((OffsetDateTime) row[7]).toInstant(),
                (byte[]) row[8]);
    }
}
