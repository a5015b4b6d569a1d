package org.llmops.router.screen;

import com.google.protobuf.InvalidProtocolBufferException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.llmops.guardrail.v1.GuardrailEvent;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.IncomingEvent;

/** Remembers which workspaces have no policy, so that their calls need no hop. That one has a policy is never assumed. */
@Singleton
class Unscreened {
    private final ScreenSettings settings;
    private final Clock clock;
    private final Map<WorkspaceId, Instant> since = new ConcurrentHashMap<>();
    private final AtomicLong eventsSeen = new AtomicLong();

    Unscreened(ScreenSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** It was said so a moment ago. */
    boolean isKnown(WorkspaceId workspace) {
        Instant said = since.get(workspace);
        return said != null && clock.instant().isBefore(said.plus(settings.unscreenedFor()));
    }

    /** It was said so not long ago, which must do while the guardrails are away. */
    boolean isBelieved(WorkspaceId workspace) {
        Instant said = since.get(workspace);
        return said != null
                && clock.instant().isBefore(said.plus(settings.unscreenedFor()).plus(settings.unscreenedGrace()));
    }

    /** To be handed back with what was learnt by asking now. */
    long moment() {
        return eventsSeen.get();
    }

    /** The guardrails said that there is no policy; unless events came in between, which may say otherwise. */
    void learnt(WorkspaceId workspace, long askedAt) {
        if (eventsSeen.get() == askedAt) {
            since.put(workspace, clock.instant());
        }
    }

    /** The guardrails spoke of a policy. */
    void forget(WorkspaceId workspace) {
        since.remove(workspace);
    }

    @Incoming("guardrail-events")
    Uni<Void> on(ConsumerRecord<String, byte[]> record) throws InvalidProtocolBufferException {
        IncomingEvent event = IncomingEvent.from(record);
        if (GuardrailEvent.parseFrom(event.payload()).hasEnforced()) {
            eventsSeen.incrementAndGet();
            forget(new WorkspaceId(event.workspace()));
        }
        return Uni.createFrom().voidItem();
    }
}
