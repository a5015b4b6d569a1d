package org.llmops.simulator.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.simulator.Api;
import org.llmops.simulator.Api.Answer;
import org.llmops.simulator.Api.Event;

@QuarkusTest
class FaultsContractTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String MESSAGES = "/v1/messages";

    @TestHTTPResource
    URI root;

    @ParameterizedTest
    @CsvSource({
        "rate_limited,   429, requests,              rate_limit_exceeded",
        "error,          500, server_error,          ",
        "overloaded,     503, server_error,          ",
        "unauthorized,   401, invalid_request_error, invalid_api_key",
        "context_length, 400, invalid_request_error, context_length_exceeded",
        "stream_error,   500, server_error,          "
    })
    void openai_refuses_by_header_and_by_model(String fault, int status, String type, String code) {
        for (Answer answer : List.of(
                Api.openAi(root).with("x-sim-fault", fault).post(CHAT, body("sim-small", false)),
                Api.openAi(root).post(CHAT, body("sim-" + fault.replace('_', '-'), false)),
                Api.openAi(root)
                        .with("x-sim-fault", fault)
                        .post("/v1/embeddings", "{\"model\": \"sim-embed\", \"input\": \"a\"}"))) {
            assertThat(answer.status()).isEqualTo(status);
            JsonObject error = answer.json().getJsonObject("error");
            assertThat(error.fieldNames()).containsExactly("message", "type", "param", "code");
            assertThat(error.getString("type")).isEqualTo(type);
            assertThat(error.getString("code")).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rate_limited,   429, rate_limit_error",
        "error,          500, api_error",
        "overloaded,     529, overloaded_error",
        "unauthorized,   401, authentication_error",
        "context_length, 400, invalid_request_error",
        "stream_error,   529, overloaded_error"
    })
    void anthropic_refuses_by_header_and_by_model(String fault, int status, String type) {
        for (Answer answer : List.of(
                Api.anthropic(root).with("x-sim-fault", fault).post(MESSAGES, body("sim-claude", false)),
                Api.anthropic(root).post(MESSAGES, body("sim-" + fault.replace('_', '-'), false)))) {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.json().fieldNames()).containsExactly("type", "error", "request_id");
            assertThat(answer.json().getJsonObject("error").getString("type")).isEqualTo(type);
        }
    }

    @Test
    void a_rate_limit_says_when_to_come_back() {
        assertThat(Api.openAi(root).post(CHAT, body("sim-rate-limited", true)).header("retry-after"))
                .isEqualTo("1");
        assertThat(Api.anthropic(root)
                        .post(MESSAGES, body("sim-rate-limited", true))
                        .header("retry-after"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, MESSAGES})
    void a_cut_stream_ends_in_a_closed_connection_after_the_first_words(String path) throws Exception {
        List<String> lines = new ArrayList<>();
        assertThatThrownBy(() -> open(path, "sim-cut").body().forEach(lines::add))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(words(lines)).isPositive().isLessThan(20);
    }

    @Test
    void a_cut_body_ends_in_a_closed_connection() {
        assertThatThrownBy(() -> Api.openAi(root).post(CHAT, body("sim-cut", false)))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, MESSAGES})
    void a_stalled_stream_falls_silent_after_the_first_words_and_stays_open(String path) throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (Stream<String> body = open(path, "sim-stall").body()) {
            Thread reader = Thread.startVirtualThread(() -> readUntilClosed(body, lines));
            assertThat(reader.join(Duration.ofMillis(700)))
                    .as("the stream has ended")
                    .isFalse();
        }
        assertThat(words(lines)).isPositive().isLessThan(20);
    }

    private static void readUntilClosed(Stream<String> body, List<String> lines) {
        try {
            body.forEach(lines::add);
        } catch (UncheckedIOException closedByTheTest) {
            assertThat(lines).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, MESSAGES})
    void one_event_of_a_malformed_stream_is_no_json(String path) {
        List<Event> events = api(path).post(path, body("sim-malformed", true)).events();
        List<Event> malformed = events.stream()
                .filter(event -> !event.data().equals("[DONE]"))
                .filter(event -> !isJson(event.data()))
                .toList();
        assertThat(malformed).hasSize(1);
        assertThat(events.indexOf(malformed.getFirst())).isBetween(2, events.size() - 3);
    }

    @Test
    void a_malformed_body_is_no_json() {
        Answer answer = Api.openAi(root).post(CHAT, body("sim-malformed", false));
        assertThat(answer.status()).isEqualTo(200);
        assertThatThrownBy(answer::json).isInstanceOf(DecodeException.class);
    }

    @Test
    void a_broken_off_stream_ends_with_an_error_event() {
        Event openAi = Api.openAi(root)
                .post(CHAT, body("sim-stream-error", true))
                .events()
                .getLast();
        assertThat(openAi.json().getJsonObject("error").getString("type")).isEqualTo("server_error");
        Event anthropic = Api.anthropic(root)
                .post(MESSAGES, body("sim-stream-error", true))
                .events()
                .getLast();
        assertThat(anthropic.name()).isEqualTo("error");
        assertThat(anthropic.json().getJsonObject("error").getString("type")).isEqualTo("overloaded_error");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void every_fault_has_a_model_in_every_api(Fault fault) {
        for (Capability capability : Capability.values()) {
            assertThat(Models.find(fault.modelId(), capability))
                    .hasValueSatisfying(model -> assertThat(model.fault()).isEqualTo(fault));
        }
    }

    @Test
    void an_unknown_fault_is_refused() {
        Answer answer = Api.openAi(root).with("x-sim-fault", "fire").post(CHAT, body("sim-small", false));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("There is no fault called 'fire'.");
    }

    private HttpResponse<Stream<String>> open(String path, String model) throws Exception {
        return api(path).open(path, body(model, true));
    }

    private Api api(String path) {
        return path.equals(CHAT) ? Api.openAi(root) : Api.anthropic(root);
    }

    private static long words(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("\"text_delta\"") || line.contains("\"delta\":{\"content\""))
                .count();
    }

    private static boolean isJson(String data) {
        try {
            return !new JsonObject(data).isEmpty();
        } catch (DecodeException malformed) {
            return false;
        }
    }

    private static String body(String model, boolean stream) {
        return """
                {"model": "%s", "max_tokens": 100, "stream": %s,
                 "messages": [{"role": "user", "content": "!words 20"}]}""".formatted(model, stream);
    }
}
