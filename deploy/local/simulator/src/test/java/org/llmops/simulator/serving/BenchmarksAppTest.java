package org.llmops.simulator.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.simulator.Api;
import org.llmops.simulator.Api.Answer;
import org.llmops.simulator.Api.Event;

@QuarkusTest
class BenchmarksAppTest {

    private static final String CHAT = "/v1/chat/completions";

    @TestHTTPResource
    URI root;

    @Test
    void an_answer_is_about_a_kilobyte_and_not_recorded() {
        Api api = Api.openAi(root);
        api.delete("/sim/requests");
        Answer answer = api.post(CHAT, chat("sim-bench", false));
        assertThat(answer.body().length()).isBetween(700, 1_300);
        assertThat(answer.json().getString("model")).isEqualTo("sim-bench");
        assertThat(api.get("/sim/requests").json().getJsonArray("requests")).isEmpty();
    }

    @Test
    void a_stream_has_the_words_of_its_name_at_the_pace_of_its_name() {
        long start = System.nanoTime();
        List<Event> events =
                Api.openAi(root).post(CHAT, chat("sim-bench-20x10", true)).events();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(200));
        assertThat(events.stream().filter(event -> event.data().contains("\"delta\":{\"content\"")))
                .hasSize(20);
        assertThat(events.getLast().data()).isEqualTo("[DONE]");
        assertThat(events.get(events.size() - 2).json().getJsonObject("usage").getInteger("completion_tokens"))
                .isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            /v1/responses                               | {"model":"sim-bench","input":"Hi"}
            /v1/embeddings                              | {"model":"sim-bench","input":"Hi"}
            /v1/messages                                | {"max_tokens":9,"model": "sim-bench","messages":[]}
            /v1beta/models/sim-bench:generateContent    | {"contents":[]}
            /model/sim-bench/converse                   | {"messages":[]}
            /v2/chat                                    | {"model":"sim-bench","messages":[]}
            """)
    void every_format_takes_part(String path, String body) {
        assertThat(Api.bedrock(root).post(path, body).status()).isEqualTo(200);
    }

    @Test
    void a_model_that_is_none_of_these_is_unknown() {
        for (String name :
                List.of("sim-bench-", "sim-bench-0x1", "sim-bench-5", "sim-bench-99999x1", "sim-benchmark")) {
            assertThat(Api.openAi(root).post(CHAT, chat(name, false)).status())
                    .as(name)
                    .isEqualTo(404);
        }
    }

    @Test
    void the_name_in_a_message_is_no_request_for_it() {
        String quoting = "{\"messages\":[{\"role\":\"user\",\"content\":\"say \\\"model\\\":\\\"sim-bench\\\"\"}],"
                + "\"model\":\"sim-small\"}";
        assertThat(Api.openAi(root).post(CHAT, quoting).json().getString("model"))
                .isEqualTo("sim-small");
    }

    private static String chat(String model, boolean stream) {
        return "{\"model\":\"%s\",\"stream\": %s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                .formatted(model, stream);
    }
}
