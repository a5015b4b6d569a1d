package org.llmops.router.snapshot;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.IncomingEvent;

/**
 * Hears of changes that any instance made. What changed is read from the database: an event may be late, the database
 * is not.
 */
@ApplicationScoped
class RouteEvents {
    private static final Logger log = Logger.getLogger(RouteEvents.class);

    private final SnapshotLoading loading;

    RouteEvents(SnapshotLoading loading) {
        this.loading = loading;
    }

    /** Never fails: what one event does not bring, the next look at the revisions does. */
    @Incoming("route-events")
    Uni<Void> on(ConsumerRecord<String, byte[]> message) {
        return Uni.createFrom()
                .item(() -> new WorkspaceId(IncomingEvent.from(message).workspace()))
                .chain(loading::changed)
                .onFailure()
                .invoke(failure -> log.warnf("A change is seen a little later: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}
