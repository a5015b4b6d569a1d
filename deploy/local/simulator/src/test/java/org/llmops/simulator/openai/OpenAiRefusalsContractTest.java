package org.llmops.simulator.openai;

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
class OpenAiRefusalsContractTest {

    @TestHTTPResource
    URI root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "null", textBlock = """
            chat/completions | {                                                          | null | null | We could not parse the JSON body of your request.
            chat/completions | []                                                         | null | null | We could not parse the JSON body of your request.
            chat/completions | {}                                                         | null | null | you must provide a model parameter
            chat/completions | {"model": "sim-small"}                                     | messages | missing_required_parameter | Missing required parameter: 'messages'.
            chat/completions | {"model": "sim-small", "messages": []}                     | messages | empty_array | Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.
            chat/completions | {"model": "sim-small", "messages": "Hi"}                   | messages | invalid_type | Invalid type for 'messages': expected an array, but got a string instead.
            chat/completions | {"model": "sim-small", "messages": [{"content": "Hi"}]}    | messages[0].role | missing_required_parameter | Missing required parameter: 'messages[0].role'.
            chat/completions | {"model": "sim-small", "messages": [{"role": "user"}]}     | messages[0].content | invalid_value | Invalid value for 'messages[0].content'. Expected a string or an array of objects, got null.
            chat/completions | {"model": "sim-small", "messages": [{"role": "king", "content": "Hi"}]} | messages[0].role | invalid_value | Invalid value for 'messages[0].role'. 'king' is none of 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.
            chat/completions | {"model": "sim-small", "messages": [{"role": "user", "content": "Hi"}], "max_tokens": 0} | max_tokens | invalid_value | Invalid value for 'max_tokens'. Expected a value >= 1, but got 0 instead.
            chat/completions | {"model": "sim-small", "messages": [{"role": "user", "content": "Hi"}], "temperature": 3} | temperature | invalid_value | Invalid value for 'temperature'. Expected a value from 0.0 to 2.0, but got 3.
            chat/completions | {"model": "sim-small", "messages": [{"role": "user", "content": "Hi"}], "max_tokens": 5, "max_completion_tokens": 5} | max_tokens | invalid_parameter_combination | Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.
            chat/completions | {"model": "sim-small", "messages": [{"role": "user", "content": "Hi"}], "stream_options": {}} | stream_options | invalid_value | Invalid value for 'stream_options'. It is only allowed when 'stream' is enabled.
            chat/completions | {"model": "sim-small", "messages": [{"role": "user", "content": "Hi"}], "tool_choice": {"type": "function", "function": {"name": "f"}}} | tool_choice | null | Tool choice 'f' not found in 'tools' parameter.
            responses        | {"model": "sim-small"}                                     | input | missing_required_parameter | Missing required parameter: 'input'.
            responses        | {"model": "sim-small", "input": "Hi", "previous_response_id": "resp_1"} | previous_response_id | previous_response_not_found | Previous response with id 'resp_1' not found.
            embeddings       | {"model": "sim-embed"}                                     | input | missing_required_parameter | Missing required parameter: 'input'.
            embeddings       | {"model": "sim-embed", "input": ["a", ""]}                 | input | invalid_value | Invalid value for 'input'. It must hold 1 to 2048 inputs, none of them empty.
            embeddings       | {"model": "sim-embed", "input": "a", "dimensions": -1}     | dimensions | invalid_value | Invalid value for 'dimensions'. Expected a value >= 1, but got -1 instead.
            embeddings       | {"model": "sim-embed", "input": "a", "encoding_format": "x"} | encoding_format | invalid_value | Invalid value for 'encoding_format'. Supported values are: 'float' and 'base64'.
            """)
    void a_bad_request_is_refused_in_the_words_of_the_api(
            String operation, String body, String param, String code, String message) {
        Answer answer = Api.openAi(root).post("/v1/" + operation, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()).isEqualTo(error("invalid_request_error", message, param, code));
    }

    @ParameterizedTest
    @CsvSource({"chat/completions, sim-embed", "responses, sim-claude", "embeddings, sim-small", "embeddings, gpt-5"})
    void an_unknown_model_is_not_found(String operation, String model) {
        Answer answer =
                Api.openAi(root).post("/v1/" + operation, "{\"model\": \"%s\", \"input\": \"a\"}".formatted(model));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json())
                .isEqualTo(error(
                        "invalid_request_error",
                        "The model `" + model + "` does not exist or you do not have access to it.",
                        null,
                        "model_not_found"));
    }

    @Test
    void nothing_is_answered_without_a_key() {
        for (Answer answer : new Answer[] {
            Api.without(root).post("/v1/chat/completions", "{}"),
            Api.without(root).with("authorization", "Basic eA==").post("/v1/embeddings", "{}"),
            Api.without(root).get("/v1/models")
        }) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json())
                    .isEqualTo(error(
                            "invalid_request_error",
                            "You didn't provide an API key. Provide it in an Authorization header using Bearer auth.",
                            null,
                            null));
        }
    }

    @Test
    void an_unknown_url_is_not_found() {
        Answer answer = Api.openAi(root).get("/v1/fine_tuning/jobs");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json())
                .isEqualTo(error("invalid_request_error", "Invalid URL (GET /v1/fine_tuning/jobs)", null, null));
    }

    @Test
    void a_body_above_the_limit_is_refused() {
        Answer answer = Api.openAi(root).post("/v1/chat/completions", " ".repeat(11 << 20));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json())
                .isEqualTo(error(
                        "invalid_request_error",
                        "Request body is too large: the limit is 10485760 bytes.",
                        null,
                        null));
    }

    @Test
    void a_prompt_longer_than_the_context_window_is_refused() {
        Answer answer = Api.openAi(root)
                .post(
                        "/v1/chat/completions",
                        "{\"model\": \"sim-small\", \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}"
                                .formatted("word ".repeat(16_384)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json())
                .isEqualTo(error(
                        "invalid_request_error",
                        "This model's maximum context length is 16384 tokens. However, your messages resulted in 16391"
                                + " tokens. Please reduce the length of the messages.",
                        "messages",
                        "context_length_exceeded"));
    }

    private static JsonObject error(String type, String message, String param, String code) {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("message", message)
                                .put("type", type)
                                .put("param", param)
                                .put("code", code));
    }
}
