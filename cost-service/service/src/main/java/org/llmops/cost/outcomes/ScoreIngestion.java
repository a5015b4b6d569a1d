package org.llmops.cost.outcomes;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.llmops.platform.outbox.IncomingEvent;

/** Takes what eval-service tells from Kafka. What cannot be read goes to the dead letter topic and stops nobody. */
@ApplicationScoped
class ScoreIngestion {
    private static final Logger log = Logger.getLogger(ScoreIngestion.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ScoreCounting counting;
    private final Clock clock;

    ScoreIngestion(ScoreCounting counting, Clock clock) {
        this.counting = counting;
        this.clock = clock;
    }

    @Incoming("evals")
    Uni<Void> on(KafkaRecordBatch<String, byte[]> batch) {
        List<GivenScore> given = new ArrayList<>();
        List<Uni<Void>> bad = new ArrayList<>();
        for (KafkaRecord<String, byte[]> message : batch) {
            try {
                ScoreWire.read(IncomingEvent.from(record(message)), clock.instant())
                        .ifPresent(given::add);
            } catch (RuntimeException malformed) {
                bad.add(bury(message, malformed));
            }
        }
        return untilDatabaseIsThere(given)
                .chain(() -> Multi.createBy()
                        .concatenating()
                        .streams(bad.stream().map(Uni::toMulti).toList())
                        .collect()
                        .asList())
                .chain(() -> Uni.createFrom().completionStage(batch.ack()));
    }

    private Uni<Void> untilDatabaseIsThere(List<GivenScore> given) {
        return Uni.createFrom()
                .deferred(() -> counting.take(given))
                .onFailure()
                .invoke(failure -> log.warnf("%d scores wait to be kept: %s", given.size(), failure.getMessage()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private static Uni<Void> bury(KafkaRecord<String, byte[]> message, Throwable reason) {
        return Uni.createFrom().deferred(() -> {
            log.errorf("Evaluation event %s cannot be read: %s", message.getKey(), reason.getMessage());
            return Uni.createFrom().completionStage(message.nack(reason));
        });
    }

    @SuppressWarnings("unchecked")
    private static ConsumerRecord<String, byte[]> record(KafkaRecord<String, byte[]> message) {
        return message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow()
                .getRecord();
    }
}
