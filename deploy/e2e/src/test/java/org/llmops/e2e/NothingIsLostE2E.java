package org.llmops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every answered call is recorded once, whatever dies in between. */
@ExtendWith(RunningSuite.class)
class NothingIsLostE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration AWAY = Duration.ofSeconds(10);
    private static final Duration PACE = Duration.ofMillis(100);

    @Test
    void whenKafkaIsStoppedForTenSeconds(Suite suite) throws InterruptedException {
        List<String> calls = new ArrayList<>();
        try (Client client = new Client(suite, suite.key())) {
            calls.add(ask(client));
            suite.process("kafka").destroy();
            Instant back = Instant.now().plus(AWAY);
            while (Instant.now().isBefore(back)) {
                calls.add(ask(client));
                Thread.sleep(PACE);
            }
            suite.up();
            calls.add(ask(client));
        }

        assertAllRecorded(suite, calls);
    }

    @Test
    void whenTheRouterIsKilledWhileKafkaHangs(Suite suite) {
        List<String> calls = new ArrayList<>();
        try (Client client = new Client(suite, suite.key())) {
            suite.signal("kafka", "STOP");
            for (int i = 0; i < 20; i++) {
                calls.add(ask(client));
            }
            // At once: what a client has the end of is recorded.
            suite.process("router-service").destroyForcibly();
        } finally {
            suite.signal("kafka", "CONT");
        }
        suite.up();

        assertAllRecorded(suite, calls);
    }

    private static String ask(Client client) {
        return client.complete("simulator/sim-small", "Are you there, " + UUID.randomUUID() + "?")
                .header("call-id");
    }

    private static void assertAllRecorded(Suite suite, List<String> calls) {
        assertThat(calls).doesNotHaveDuplicates().doesNotContain("");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(calls).allSatisfy(id -> {
                    suite.as("ava", "EVAL").get("/v1/calls/" + id).then().statusCode(200);
                    suite.as("ava", "COST").get("/v1/ledger/" + id).then().statusCode(200);
                }));
    }
}
