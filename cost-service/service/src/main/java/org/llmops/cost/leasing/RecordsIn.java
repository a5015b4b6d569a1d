package org.llmops.cost.leasing;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Knows how far behind the ledger is: a lease's money may be granted again only when the calls that it paid for are
 * counted. With Kafka away nobody knows, and nothing is granted again.
 */
@ApplicationScoped
class RecordsIn {
    private static final Logger log = Logger.getLogger(RecordsIn.class);

    private final LeasingConfig config;
    private final Map<String, Object> broker;
    private final Backlog backlog = new Backlog();
    private @Nullable Admin admin;

    RecordsIn(LeasingConfig config, @Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.config = config;
        this.broker = broker;
    }

    /** What came to Kafka longer ago than this is in the ledger; null: not known. */
    @Nullable
    Duration lag() {
        return backlog.lag(System.nanoTime());
    }

    @Scheduled(every = "2s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        long now = System.nanoTime();
        return positions(admin())
                .invoke(positions -> backlog.note(now, positions))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> log.warnf(
                        "No lease is taken back: how many call records wait is not known: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Map<Integer, Backlog.Position>> positions(Admin asked) {
        String topic = config.recordsTopic();
        return answer(asked.describeTopics(List.of(topic)).allTopicNames())
                .map(found -> partitions(Objects.requireNonNull(found.get(topic))))
                .chain(partitions -> Uni.combine()
                        .all()
                        .unis(
                                offsets(asked, partitions, OffsetSpec.earliest()),
                                offsets(asked, partitions, OffsetSpec.latest()),
                                answer(asked.listConsumerGroupOffsets(config.recordsGroup())
                                        .partitionsToOffsetAndMetadata()))
                        .with((begins, ends, counted) -> partitions.stream()
                                .collect(Collectors.toMap(
                                        TopicPartition::partition, at -> position(at, begins, ends, counted)))));
    }

    private static List<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream()
                .map(each -> new TopicPartition(topic.name(), each.partition()))
                .toList();
    }

    private static Backlog.Position position(
            TopicPartition at,
            Map<TopicPartition, ListOffsetsResultInfo> begins,
            Map<TopicPartition, ListOffsetsResultInfo> ends,
            Map<TopicPartition, OffsetAndMetadata> counted) {
        OffsetAndMetadata committed = counted.get(at);
        return new Backlog.Position(
                offset(begins, at), offset(ends, at), committed == null ? null : committed.offset());
    }

    private static long offset(Map<TopicPartition, ListOffsetsResultInfo> told, TopicPartition at) {
        return Objects.requireNonNull(told.get(at)).offset();
    }

    private static Uni<Map<TopicPartition, ListOffsetsResultInfo>> offsets(
            Admin asked, List<TopicPartition> partitions, OffsetSpec which) {
        return answer(asked.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), at -> which)))
                .all());
    }

    private static <T> Uni<T> answer(KafkaFuture<T> asked) {
        return Uni.createFrom().completionStage(asked.toCompletionStage());
    }

    private synchronized Admin admin() {
        if (admin == null) {
            Map<String, Object> settings = new HashMap<>(broker);
            settings.keySet().retainAll(AdminClientConfig.configNames());
            admin = Admin.create(settings);
        }
        return admin;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
