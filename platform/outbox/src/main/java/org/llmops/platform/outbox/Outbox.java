package org.llmops.platform.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.eventbus.EventBus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.hibernate.reactive.mutiny.Mutiny;

/** Takes events in the transaction that makes them true. The relay publishes them afterwards, in order per aggregate. */
@ApplicationScoped
public class Outbox {
    private final Clock clock;
    private final EventBus bus;

    Outbox(Clock clock, EventBus bus) {
        this.clock = clock;
        this.bus = bus;
    }

    /**
     * What waits is published now and not at the relay's next look, within a second: for changes that others are waiting
     * for. To be called after the transaction; nobody waits for Kafka.
     */
    public void hurry() {
        bus.send(OutboxRelay.HURRY, "");
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
