package org.llmops.eval.ingest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.llmops.eval.scoring.Scoring;
import org.llmops.platform.outbox.IncomingEvent;

/** Reads the topic of call records, batch by batch. What cannot be logged goes to the dead letter topic, the rest goes on. */
@ApplicationScoped
class CallRecords {
    private static final Logger log = Logger.getLogger(CallRecords.class);

    private final CallIngest ingest;
    private final Scoring scoring;
    private final IngestMetrics metrics;

    CallRecords(CallIngest ingest, Scoring scoring, IngestMetrics metrics) {
        this.ingest = ingest;
        this.scoring = scoring;
        this.metrics = metrics;
    }

    /**
     * Acknowledges when all is logged, or is in the dead letter topic: whatever stops this half-way, the batch comes
     * again, and what is logged already is recognised.
     */
    @Incoming("calls")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> on(KafkaRecordBatch<String, byte[]> batch) {
        Context context = Objects.requireNonNull(Vertx.currentContext(), "Messages come on a Vert.x context");
        Executor onContext = command -> context.runOnContext(ignored -> command.run());
        // Parsing and hashing a batch takes longer than an event loop may be held.
        return Uni.createFrom()
                .item(() -> read(batch))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(onContext)
                .call(read -> ingest.ingest(read.calls(), onContext).invoke(read::refuse))
                .call(this::bury)
                .chain(() -> Uni.createFrom().completionStage(batch.ack()));
    }

    private ReadBatch read(KafkaRecordBatch<String, byte[]> batch) {
        ReadBatch read = new ReadBatch();
        for (KafkaRecord<String, byte[]> message : batch) {
            try {
                read.add(message, ReceivedCall.from(IncomingEvent.from(consumed(message)), scoring));
            } catch (MalformedCallRecord malformed) {
                read.refuse(message, malformed);
            } catch (RuntimeException unexpected) {
                // Only the kind of failure is told: its message may quote the record.
                read.refuse(
                        message,
                        new MalformedCallRecord(
                                "It cannot be read: " + unexpected.getClass().getSimpleName()));
            }
        }
        return read;
    }

    /** The types are those of the batch; a class literal cannot say so. */
    @SuppressWarnings("unchecked")
    private static ConsumerRecord<String, byte[]> consumed(KafkaRecord<String, byte[]> message) {
        IncomingKafkaRecordMetadata<String, byte[]> metadata =
                message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
        return metadata.getRecord();
    }

    private Uni<Void> bury(ReadBatch read) {
        return Multi.createFrom()
                .iterable(read.refused().entrySet())
                .onItem()
                .transformToUniAndConcatenate(refused -> {
                    ConsumerRecord<String, byte[]> record = consumed(refused.getKey());
                    log.errorf(
                            "A message is no call record and goes to the dead letter topic: %s (partition %d, offset %d)",
                            refused.getValue().getMessage(), record.partition(), record.offset());
                    metrics.dead();
                    return Uni.createFrom().completionStage(refused.getKey().nack(refused.getValue()));
                })
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
