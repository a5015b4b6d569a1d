package org.llmops.router.compose;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceHeader;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.IncomingEvent;
import org.llmops.prompt.v1.MutinyPromptServiceGrpc.MutinyPromptServiceStub;
import org.llmops.prompt.v1.PromptEvent;
import org.llmops.prompt.v1.PromptVersion;
import org.llmops.prompt.v1.ResolveResponse;

/** Copies of the prompt versions that calls use, kept fresh by the registry's events: usually no call waits for the registry. */
@Singleton
class PromptCopies {
    private static final int MAX_COPIES = 10_000;

    private final MutinyPromptServiceStub registry;
    private final ComposeSettings settings;
    private final Clock clock;
    private final Map<Key, Copy> copies = new ConcurrentHashMap<>();
    private final AtomicLong eventsSeen = new AtomicLong();

    PromptCopies(
            @GrpcClient("prompt-registry") MutinyPromptServiceStub registry, ComposeSettings settings, Clock clock) {
        this.registry = registry;
        this.settings = settings;
        this.clock = clock;
    }

    /** The version selected; while the registry is away, the one last heard of. */
    Uni<PromptVersion> find(WorkspaceId workspace, PromptSelection selection) {
        Key key = new Key(workspace, selection.name(), selection.version(), selection.label());
        Copy copy = copies.get(key);
        if (copy != null && clock.instant().isBefore(copy.freshUntil)) {
            return copy.ready;
        }
        Uni<PromptVersion> asked = ask(key, selection);
        return copy == null ? asked : asked.onFailure(ComposeFailures::isAway).recoverWithItem(copy.version);
    }

    private Uni<PromptVersion> ask(Key key, PromptSelection selection) {
        long seenBefore = eventsSeen.get();
        return WorkspaceHeader.on(registry, key.workspace)
                .resolve(selection.request())
                .ifNoItem()
                .after(settings.deadline())
                .fail()
                .map(ResolveResponse::getVersion)
                .invoke(version -> keep(key, version, seenBefore));
    }

    /** What was asked before an event and answered after it may be what the event made old. */
    private void keep(Key key, PromptVersion version, long seenBefore) {
        if (copies.size() >= MAX_COPIES) {
            copies.clear();
        }
        if (eventsSeen.get() == seenBefore) {
            // A number always means the same version; where a label points to is believed for a while.
            copies.put(
                    key,
                    new Copy(
                            version,
                            key.version > 0 ? Instant.MAX : clock.instant().plus(settings.freshFor())));
        }
    }

    @Incoming("prompt-events")
    Uni<Void> on(ConsumerRecord<String, byte[]> record) throws InvalidProtocolBufferException {
        IncomingEvent event = IncomingEvent.from(record);
        PromptEvent change = PromptEvent.parseFrom(event.payload());
        WorkspaceId workspace = new WorkspaceId(event.workspace());
        eventsSeen.incrementAndGet();
        switch (change.getEventCase()) {
            case VERSION_PUBLISHED ->
                published(workspace, change.getVersionPublished().getVersion());
            case LABEL_MOVED ->
                moved(
                        workspace,
                        change.getLabelMoved().getName(),
                        change.getLabelMoved().getLabel(),
                        change.getLabelMoved().getToVersion());
            case LABEL_REMOVED ->
                copies.remove(new Key(
                        workspace,
                        change.getLabelRemoved().getName(),
                        0,
                        change.getLabelRemoved().getLabel()));
            case EVENT_NOT_SET -> {}
        }
        return Uni.createFrom().voidItem();
    }

    private void published(WorkspaceId workspace, PromptVersion version) {
        if (copies.size() < MAX_COPIES) {
            copies.put(new Key(workspace, version.getName(), version.getVersion(), ""), new Copy(version, Instant.MAX));
        }
    }

    private void moved(WorkspaceId workspace, String name, String label, int toVersion) {
        Key key = new Key(workspace, name, 0, label);
        @Nullable Copy pointedTo = copies.get(new Key(workspace, name, toVersion, ""));
        if (pointedTo == null) {
            copies.remove(key);
        } else {
            copies.put(key, new Copy(pointedTo.version, clock.instant().plus(settings.freshFor())));
        }
    }

    private record Key(WorkspaceId workspace, String name, int version, String label) {}

    private record Copy(PromptVersion version, Instant freshUntil, Uni<PromptVersion> ready) {
        private Copy(PromptVersion version, Instant freshUntil) {
            this(version, freshUntil, Uni.createFrom().item(version));
        }
    }
}
