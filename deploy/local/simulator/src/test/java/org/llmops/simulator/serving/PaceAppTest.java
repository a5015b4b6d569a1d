package org.llmops.simulator.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.llmops.simulator.Api;

@QuarkusTest
class PaceAppTest {

    private static final String CHAT = "/v1/chat/completions";

    @TestHTTPResource
    URI root;

    @Test
    void an_answer_begins_after_the_latency_of_its_header() {
        assertThat(timed(Api.openAi(root).with("x-sim-latency-ms", "300"), body("sim-small", 3, false)))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
    }

    @Test
    void a_whole_answer_takes_as_long_as_its_tokens() {
        assertThat(timed(Api.openAi(root).with("x-sim-tokens-per-second", "100"), body("sim-small", 50, false)))
                .isBetween(Duration.ofMillis(500), Duration.ofSeconds(3));
    }

    @Test
    void a_stream_comes_token_by_token_and_not_at_the_end() throws Exception {
        Api api = Api.openAi(root).with("x-sim-latency-ms", "0", "x-sim-tokens-per-second", "50");
        List<Long> arrivals = new ArrayList<>();
        long start = System.nanoTime();
        try (Stream<String> lines = api.open(CHAT, body("sim-small", 30, true)).body()) {
            lines.filter(line -> line.contains("\"delta\":{\"content\""))
                    .forEach(ignored -> arrivals.add(System.nanoTime() - start));
        }
        assertThat(arrivals).hasSize(30);
        for (int token = 1; token <= 30; token++) {
            assertThat(arrivals.get(token - 1))
                    .as("token %s is not early", token)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(20L * token).toNanos());
        }
        assertThat(arrivals.getFirst()).isLessThan(arrivals.getLast() / 2);
    }

    @Test
    void the_slow_model_takes_its_time() {
        assertThat(timed(Api.openAi(root), body("sim-slow", 4, false)))
                .isBetween(Duration.ofMillis(2_200), Duration.ofSeconds(6));
    }

    @Test
    void headers_hurry_the_slow_model() {
        Api api = Api.openAi(root).with("x-sim-latency-ms", "0", "x-sim-tokens-per-second", "100000");
        assertThat(timed(api, body("sim-slow", 4, false))).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_pace_that_is_none_is_refused() {
        for (String nonsense : List.of("-1", "soon", "0", "NaN", "Infinity")) {
            assertThat(Api.openAi(root)
                            .with("x-sim-tokens-per-second", nonsense)
                            .post(CHAT, body("sim-small", 1, false))
                            .status())
                    .as(nonsense)
                    .isEqualTo(400);
        }
    }

    private static Duration timed(Api api, String body) {
        long start = System.nanoTime();
        assertThat(api.post(CHAT, body).status()).isEqualTo(200);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String body(String model, int words, boolean stream) {
        return "{\"model\": \"%s\", \"stream\": %s, \"messages\": [{\"role\": \"user\", \"content\": \"!words %d\"}]}"
                .formatted(model, stream, words);
    }
}
