package org.llmops.platform.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Reads a topic from its beginning, and publishes to it as another service would.
 *
 * <p>Use it in try-with-resources, from one thread.
 */
public final class KafkaEvents implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TestEvent> seen = new ArrayList<>();

    private KafkaEvents(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    public static KafkaEvents of(String topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        Addresses.kafka(),
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest",
                        "metadata.max.age.ms",
                        "500"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
        return new KafkaEvents(consumer);
    }

    /** Waits for the first event that fits, among those read before and those to come. */
    public TestEvent await(Predicate<TestEvent> condition) {
        return await(1, condition).getFirst();
    }

    /** Waits for so many events that fit, in the order of their partitions. */
    public List<TestEvent> await(int count, Predicate<TestEvent> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (matching(condition).size() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Only " + matching(condition).size() + " of " + count + " events came within "
                        + PATIENCE.toSeconds() + " s; seen: "
                        + seen.stream()
                                .map(event -> event.type() + " " + event.key())
                                .toList());
            }
            poll(Duration.ofMillis(100));
        }
        return matching(condition);
    }

    /** Everything that is there, and that comes within the given time: for tests that something does not come. */
    public List<TestEvent> during(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < deadline) {
            poll(Duration.ofMillis(100));
        }
        return List.copyOf(seen);
    }

    /** Publishes an event with a new id. */
    public static void publish(String topic, String workspace, String aggregate, String type, byte[] payload) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                UUID.randomUUID().toString(),
                "ce_source",
                "/llmops/test",
                "ce_type",
                type,
                "ce_subject",
                aggregate,
                "ce_time",
                Clock.systemUTC().instant().toString(),
                "ce_workspace",
                workspace,
                "content-type",
                "application/protobuf"));
        publish(new TestEvent(topic, workspace + "/" + aggregate, headers, payload));
    }

    /** Publishes exactly this, once more if it was published before. */
    public static void publish(TestEvent event) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(event.topic(), event.key(), event.payload());
        event.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Addresses.kafka(), "max.request.size", 8_388_608),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(message).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not take the event", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void poll(Duration time) {
        consumer.poll(time).forEach(message -> seen.add(TestEvent.from(message)));
    }

    private List<TestEvent> matching(Predicate<TestEvent> condition) {
        return seen.stream().filter(condition).toList();
    }
}
