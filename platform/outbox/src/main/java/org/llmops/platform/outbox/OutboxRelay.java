package org.llmops.platform.outbox;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.ConsumeEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;
import org.llmops.platform.store.Transactions;

/**
 * Publishes the events that wait, oldest first, and forgets them once Kafka has them. With several instances one relays
 * and the others look on. An event may be published twice after a crash, never zero times.
 */
@ApplicationScoped
class OutboxRelay {
    private static final Logger log = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 500;
    /** Who sends something here wants the relay to look at once. */
    static final String HURRY = "llmops.outbox.hurry";

    private final Transactions transactions;
    private final WaitingEvents waiting;
    private final MutinyEmitter<byte[]> kafka;
    private final String source;

    OutboxRelay(
            Transactions transactions,
            WaitingEvents waiting,
            @Channel("outbox") MutinyEmitter<byte[]> kafka,
            @ConfigProperty(name = "quarkus.application.name") String source) {
        this.transactions = transactions;
        this.waiting = waiting;
        this.kafka = kafka;
        this.source = source;
    }

    @ConsumeEvent(HURRY)
    Uni<Void> hurry(String nothing) {
        return relay();
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> relay() {
        return transactions
                .acrossWorkspaces(session -> waiting.lock(session)
                        .chain(mine -> mine
                                ? waiting.oldest(session, BATCH)
                                        .call(this::publish)
                                        .call(published -> published.isEmpty()
                                                ? Uni.createFrom().item(0)
                                                : waiting.remove(session, published))
                                : Uni.createFrom().item(List.<WaitingEvent>of())))
                .onFailure()
                .invoke(failure -> log.warnf("Events wait in the outbox: %s", failure.getMessage()))
                .onFailure()
                .recoverWithItem(List.of())
                .replaceWithVoid();
    }

    /** The producer keeps the order in which it is given the events, so they are all given before the first is awaited. */
    private Uni<Void> publish(List<WaitingEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.join()
                .all(events.stream().map(this::publish).toList())
                .andCollectFailures()
                .replaceWithVoid();
    }

    private Uni<Void> publish(WaitingEvent event) {
        return kafka.sendMessage(Message.of(
                event.payload(),
                Metadata.of(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(event.topic())
                        .withKey(event.key())
                        .withHeaders(CloudEventHeaders.of(
                                event.id().toString(),
                                source,
                                event.type(),
                                event.workspace(),
                                event.subject(),
                                event.at()))
                        .build())));
    }
}
