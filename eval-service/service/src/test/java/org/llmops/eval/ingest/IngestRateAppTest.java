package org.llmops.eval.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.llmops.eval.TestCalls.answered;
import static org.llmops.eval.TestCalls.anyName;
import static org.llmops.eval.TestCalls.event;
import static org.llmops.eval.TestCalls.payload;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.llmops.eval.CallLogTables;
import org.llmops.eval.FakeRouter;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestEvent;
import org.llmops.router.v1.CallRecord;

/** Measures how many calls are logged in a second: `-Dllmops.bench=20000 -Dtest=IngestRateAppTest` logs so many. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakeRouter.class)
@EnabledIfSystemProperty(named = "llmops.bench", matches = "[0-9]+")
class IngestRateAppTest {
    private static final Logger log = Logger.getLogger(IngestRateAppTest.class);
    private static final int TURNS = 5;

    @Inject
    DataSource database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void logsConversationsAsFastAsTheyAreTold() {
        int calls = Integer.getInteger("llmops.bench");
        warmUp();
        long before = logged();
        long bytes = 0;
        long start = System.nanoTime();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka,
                        "linger.ms",
                        20,
                        "batch.size",
                        262_144,
                        "buffer.memory",
                        67_108_864L),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int n = 0; n < calls / TURNS; n++) {
                bytes += tellConversation(producer);
            }
        }
        double told = secondsSince(start);
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> logged() >= before + calls);
        double seconds = secondsSince(start);

        log.infof(
                "%d calls, %.1f KB each: told in %.1f s, logged in %.1f s, %.0f calls/s",
                calls, bytes / 1024.0 / calls, told, seconds, calls / seconds);
        log.infof(
                "Stored blocks: %s of %s bytes",
                tables().column("select count(*) from payload_block").getFirst(),
                tables().column("select sum(length(body)) from payload_block").getFirst());
        assertThat(logged()).isEqualTo(before + calls);
    }

    private void warmUp() {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new StringSerializer(), new ByteArraySerializer())) {
            long before = logged();
            for (int n = 0; n < 400; n++) {
                tellConversation(producer);
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> logged() >= before + 400L * TURNS);
        }
    }

    /** Every turn sends all turns before it again, behind a system prompt that all conversations share. */
    private static long tellConversation(KafkaProducer<String, byte[]> producer) {
        StringBuilder messages =
                new StringBuilder("{\"role\":\"system\",\"content\":\"" + "Be kind. ".repeat(100) + "\"}");
        long bytes = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            messages.append(",{\"role\":\"user\",\"content\":\"%s\"}".formatted((anyName("q") + " ").repeat(8)));
            CallRecord call = answered()
                    .setRequest(payload("{\"model\":\"sim-small\",\"messages\":[" + messages + "]}"))
                    .setResponse(payload("{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"%s\"}}]}"
                            .formatted((anyName("a") + " ").repeat(8))))
                    .build();
            bytes += tell(producer, event(call));
        }
        return bytes;
    }

    private static long tell(KafkaProducer<String, byte[]> producer, TestEvent event) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(event.topic(), event.key(), event.payload());
        event.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(message);
        return event.payload().length;
    }

    private long logged() {
        return tables().count("call_id");
    }

    private CallLogTables tables() {
        return new CallLogTables(database);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
