package org.llmops.cost.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.llmops.cost.Client.budget;
import static org.llmops.cost.Client.money;
import static org.llmops.cost.Client.unique;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
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
import org.llmops.cost.Told;
import org.llmops.platform.testkit.RealServers;

/**
 * Measures how many calls a second become durable ledger entries, priced and paid by two budgets:
 * `-Dllmops.bench=50000 -Dtest=IngestRateAppTest` enters so many.
 */
@QuarkusTest
@WithTestResource(RealServers.class)
@EnabledIfSystemProperty(named = "llmops.bench", matches = "[0-9]+")
class IngestRateAppTest {
    private static final Logger log = Logger.getLogger(IngestRateAppTest.class);
    private static final String BODY =
            "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}".formatted("word ".repeat(240));

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject
    MeterRegistry metrics;

    @Inject
    DataSource database;

    @Test
    void entersCallsAsFastAsTheyAreTold() throws SQLException {
        int calls = Integer.getInteger("llmops.bench");
        String app = unique("bench");
        String budget = budget(app, "1000000");
        budget(app, "2000000");
        tell(messages(app, 5_000));
        awaitEntered(5_000);
        Map<String, byte[]> messages = messages(app, calls);

        double cpu = databaseCpu();
        double own = ownCpu();
        long start = System.nanoTime();
        long bytes = tell(messages);
        double told = secondsSince(start);
        awaitEntered(5_000 + calls);
        double seconds = secondsSince(start);

        log.infof(
                "%d calls, %.1f KB each: told in %.1f s, entered in %.1f s, %.0f calls/s; CPU of this JVM %.0f us/call,"
                        + " of its PostgreSQL backends %.0f us/call",
                calls,
                bytes / 1024.0 / calls,
                told,
                seconds,
                calls / seconds,
                (ownCpu() - own) / calls * 1e6,
                (databaseCpu() - cpu) / calls * 1e6);
        assertThat(new BigDecimal(money(budget).split(" ")[0]))
                .isEqualByComparingTo(BigDecimal.valueOf(Told.USUAL_NANO_USD * (5_000L + calls), 9));
    }

    private static Map<String, byte[]> messages(String app, int calls) {
        Map<String, byte[]> messages = new LinkedHashMap<>();
        for (int n = 0; n < calls; n++) {
            Told call = Told.call("acme", app)
                    .prompt("greeting", n % 5 + 1)
                    .tag("feature", "search")
                    .tag("tenant", "t" + n % 50)
                    .body(BODY);
            messages.put("acme/" + call.id(), call.message());
        }
        return messages;
    }

    private long tell(Map<String, byte[]> messages) {
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
            messages.forEach((key, message) -> producer.send(new ProducerRecord<>("llmops.calls.v1", key, message)));
        }
        return messages.values().stream().mapToLong(message -> message.length).sum();
    }

    private void awaitEntered(int calls) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> entered() >= calls);
    }

    private double entered() {
        return metrics.counter("llmops.ledger.entries", "status", "priced").count();
    }

    private static double ownCpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : 0;
    }

    /** Of the processes that serve this service; those that write to disk for all are not among them. */
    private double databaseCpu() throws SQLException {
        double seconds = 0;
        try (Connection connection = database.getConnection();
                ResultSet backends = connection
                        .createStatement()
                        .executeQuery("select pid from pg_stat_activity where datname = current_database()")) {
            while (backends.next()) {
                seconds += ProcessHandle.of(backends.getLong(1))
                        .flatMap(process -> process.info().totalCpuDuration())
                        .map(cpu -> cpu.toNanos() / 1e9)
                        .orElse(0.0);
            }
        }
        return seconds;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
