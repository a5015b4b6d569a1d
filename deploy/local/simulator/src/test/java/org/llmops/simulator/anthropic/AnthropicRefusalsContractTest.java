package org.llmops.simulator.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.simulator.Api;
import org.llmops.simulator.Api.Answer;

@QuarkusTest
class AnthropicRefusalsContractTest {

    private static final String PATH = "/v1/messages";

    @TestHTTPResource
    URI root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            400 | invalid_request_error | {                                              | The request body is not valid JSON.
            400 | invalid_request_error | {}                                             | model: Field required
            400 | invalid_request_error | {"model": "sim-claude"}                        | max_tokens: Field required
            400 | invalid_request_error | {"model": "sim-claude", "max_tokens": 9}       | messages: Field required
            400 | invalid_request_error | {"model": "sim-claude", "max_tokens": "9"}     | max_tokens: Input should be a valid integer
            400 | invalid_request_error | {"model": "sim-claude", "max_tokens": 9, "messages": []} | messages: at least one message is required
            400 | invalid_request_error | {"model": "sim-claude", "max_tokens": 9, "messages": [{"role": "user"}]} | messages.0.content: Field required
            400 | invalid_request_error | {"model": "sim-claude", "max_tokens": 9, "temperature": 1.5} | temperature: Expected a value from 0.0 to 1.0, but got 1.5.
            400 | invalid_request_error | {"model": "sim-claude", "max_tokens": 9, "messages": [{"role": "system", "content": "Hi"}]} | messages: Unexpected role "system". A message's role is "user" or "assistant"; the system prompt is the top-level `system` parameter.
            404 | not_found_error       | {"model": "sim-small", "max_tokens": 9}        | model: sim-small
            """)
    void a_bad_request_is_refused_in_the_words_of_the_api(int status, String type, String body, String message) {
        Answer answer = Api.anthropic(root).post(PATH, body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json()).isEqualTo(error(type, message, answer.header("request-id")));
    }

    @Test
    void nothing_is_answered_without_a_key() {
        Answer answer =
                Api.without(root).with("anthropic-version", "2023-06-01").post(PATH, "{}");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json())
                .isEqualTo(error("authentication_error", "x-api-key header is required", answer.header("request-id")));
    }

    @Test
    void nothing_is_answered_without_a_version() {
        Answer answer = Api.without(root).with("x-api-key", "k").post(PATH, "{}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json())
                .isEqualTo(error(
                        "invalid_request_error", "anthropic-version: header is required", answer.header("request-id")));
    }

    @Test
    void a_body_above_the_limit_is_refused() {
        Answer answer = Api.anthropic(root).post(PATH, " ".repeat(11 << 20));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json())
                .isEqualTo(error(
                        "request_too_large",
                        "Request exceeds the maximum size of 10485760 bytes",
                        answer.header("request-id")));
    }

    private static JsonObject error(String type, String message, String requestId) {
        return new JsonObject()
                .put("type", "error")
                .put("error", new JsonObject().put("type", type).put("message", message))
                .put("request_id", requestId);
    }
}
