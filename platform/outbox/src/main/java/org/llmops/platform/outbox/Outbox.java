package org.llmops.platform.outbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.hibernate.reactive.mutiny.Mutiny;

/** Takes events in the transaction that makes them true. The relay publishes them afterwards, in order per aggregate. */
@ApplicationScoped
public class Outbox {
    private final Clock clock;

    Outbox(Clock clock) {
        this.clock = clock;
    }

    /**
     * The events of one aggregate keep the order of their transactions if those lock the aggregate before they add.
     */
    public Uni<Void> add(Mutiny.Session session, OutgoingEvent event) {
        return session.createNativeQuery("""
                        insert into outbox (id, topic, key, type, workspace, subject, at, payload)
                        values (:id, :topic, :key, :type, :workspace, :subject, :at, :payload)
                        """)
                .setParameter("id", event.id())
                .setParameter("topic", event.topic())
                .setParameter("key", event.key())
                .setParameter("type", event.type())
                .setParameter("workspace", event.workspace())
                .setParameter("subject", event.aggregate())
                .setParameter("at", clock.instant())
                .setParameter("payload", event.payload().toByteArray())
                .executeUpdate()
                .replaceWithVoid();
    }
}
