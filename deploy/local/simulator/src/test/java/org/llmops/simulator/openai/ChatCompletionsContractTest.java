package org.llmops.simulator.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.simulator.Api;
import org.llmops.simulator.Api.Answer;
import org.llmops.simulator.Api.Event;

@QuarkusTest
class ChatCompletionsContractTest {

    private static final String PATH = "/v1/chat/completions";

    @TestHTTPResource
    URI root;

    private Api api;

    @BeforeEach
    void callTheSimulator() {
        api = Api.openAi(root);
    }

    @Test
    void a_completion_has_the_fields_of_the_real_one() {
        Answer answer = api.post(PATH, body("!say Hi there!", ""));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("x-request-id")).matches("req_[0-9A-Za-z]{24}");
        assertThat(answer.timeless()).isEqualTo(new JsonObject("""
                        {
                          "id": "chatcmpl-*", "object": "chat.completion", "created": 0, "model": "sim-small",
                          "choices": [{
                            "index": 0,
                            "message": {"role": "assistant", "content": "Hi there!", "refusal": null, "annotations": []},
                            "logprobs": null,
                            "finish_reason": "stop"
                          }],
                          "usage": {
                            "prompt_tokens": 11, "completion_tokens": 3, "total_tokens": 14,
                            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
                            "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0,
                              "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}
                          },
                          "service_tier": "default", "system_fingerprint": "fp_simulator"
                        }"""));
    }

    @Test
    void a_tool_call_has_the_fields_of_the_real_one() {
        Answer answer = api.post(PATH, body("!tool weather {\\\"city\\\":\\\"Oslo\\\"}", ""));
        assertThat(answer.timeless().getJsonArray("choices")).isEqualTo(new JsonArray("""
                        [{
                          "index": 0,
                          "message": {
                            "role": "assistant", "content": null,
                            "tool_calls": [{"id": "call_*", "type": "function",
                              "function": {"name": "weather", "arguments": "{\\"city\\":\\"Oslo\\"}"}}],
                            "refusal": null, "annotations": []
                          },
                          "logprobs": null,
                          "finish_reason": "tool_calls"
                        }]"""));
    }

    @Test
    void a_stream_has_the_chunks_of_the_real_one_in_their_order() {
        Answer answer = api.post(
                PATH,
                body("!say Hi there", ", \"stream\": true, \"stream_options\": {\"include_obfuscation\": false}"));
        assertThat(answer.header("content-type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(timeless(answer))
                .containsExactly(
                        chunk("{\"role\": \"assistant\", \"content\": \"\", \"refusal\": null}", "null"),
                        chunk("{\"content\": \"Hi\"}", "null"),
                        chunk("{\"content\": \" there\"}", "null"),
                        chunk("{}", "\"stop\""));
        assertThat(answer.events().getLast()).isEqualTo(new Event("", "[DONE]"));
    }

    @Test
    void a_streamed_tool_call_comes_in_pieces_of_its_arguments() {
        Answer answer = api.post(
                PATH,
                body(
                        "!tool clock {\\\"a\\\":1}",
                        ", \"stream\": true, \"stream_options\": {\"include_obfuscation\": false}"));
        assertThat(timeless(answer))
                .startsWith(
                        chunk("{\"role\": \"assistant\", \"content\": null, \"refusal\": null}", "null"),
                        chunk(
                                "{\"tool_calls\": [{\"index\": 0, \"id\": \"call_*\", \"type\": \"function\","
                                        + " \"function\": {\"name\": \"clock\", \"arguments\": \"\"}}]}",
                                "null"),
                        chunk("{\"tool_calls\": [{\"index\": 0, \"function\": {\"arguments\": \"{\"}}]}", "null"))
                .endsWith(chunk("{}", "\"tool_calls\""));
        String arguments = answer.events().stream()
                .filter(event -> event.data().contains("tool_calls\":"))
                .map(event -> delta(event)
                        .getJsonArray("tool_calls")
                        .getJsonObject(0)
                        .getJsonObject("function")
                        .getString("arguments"))
                .collect(Collectors.joining());
        assertThat(arguments).isEqualTo("{\"a\":1}");
    }

    @Test
    void streamed_and_whole_answers_have_the_same_text_and_the_same_usage() {
        String prompt = "Tell <EMAIL_ADDRESS_1> about 世界\\n!cached 4\\n!reasoning 9";
        JsonObject whole = api.post(PATH, body(prompt, ", \"n\": 2")).json();
        Answer streamed = api.post(
                PATH, body(prompt, ", \"n\": 2, \"stream\": true, \"stream_options\": {\"include_usage\": true}"));
        List<Event> events = streamed.events();
        JsonObject last = events.get(events.size() - 2).json();
        assertThat(last.getJsonArray("choices")).isEmpty();
        assertThat(last.getJsonObject("usage")).isEqualTo(whole.getJsonObject("usage"));
        assertThat(events.subList(0, events.size() - 2))
                .allSatisfy(event -> assertThat(event.json().getMap()).containsEntry("usage", null));
        for (int choice = 0; choice < 2; choice++) {
            assertThat(text(events, choice))
                    .isEqualTo(whole.getJsonArray("choices")
                            .getJsonObject(choice)
                            .getJsonObject("message")
                            .getString("content"));
        }
    }

    @Test
    void both_names_of_the_token_limit_are_kept() {
        for (String limit : List.of("max_tokens", "max_completion_tokens")) {
            JsonObject completion =
                    api.post(PATH, body("!words 50", ", \"" + limit + "\": 5")).json();
            assertThat(completion.getJsonArray("choices").getJsonObject(0).getString("finish_reason"))
                    .isEqualTo("length");
            assertThat(completion.getJsonObject("usage").getInteger("completion_tokens"))
                    .isEqualTo(5);
        }
    }

    @Test
    void a_json_schema_is_satisfied() {
        String content = api.post(PATH, body("Hi", """
                                , "response_format": {"type": "json_schema", "json_schema": {"name": "review", "strict": true,
                                    "schema": {"type": "object", "properties": {
                                        "mood": {"enum": ["good", "bad"]}, "stars": {"type": "integer", "minimum": 3}}}}}"""))
                .json()
                .getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message")
                .getString("content");
        assertThat(content).isEqualTo("{\"mood\":\"good\",\"stars\":3}");
    }

    @Test
    void tokens_are_shown_with_their_likelihood_whole_and_streamed() {
        String wanted = ", \"logprobs\": true, \"top_logprobs\": 2";
        JsonArray whole = api.post(PATH, body("!say Hi there", wanted))
                .json()
                .getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("logprobs")
                .getJsonArray("content");
        assertThat(whole.getJsonObject(0).getJsonArray("bytes")).isEqualTo(new JsonArray("[72, 105]"));
        assertThat(whole.getJsonObject(0).getJsonArray("top_logprobs")).hasSize(2);
        List<Object> streamed = api.post(PATH, body("!say Hi there", wanted + ", \"stream\": true")).events().stream()
                .filter(event -> event.data().contains("\"logprobs\":{"))
                .map(event -> event.json().getJsonArray("choices").getJsonObject(0))
                .flatMap(choice -> choice.getJsonObject("logprobs").getJsonArray("content").stream())
                .toList();
        assertThat(new JsonArray(streamed)).isEqualTo(whole);
        assertThat(api.post(PATH, body("Hi", ", \"top_logprobs\": 2")).status()).isEqualTo(400);
    }

    @Test
    void effort_is_paid_for_in_tokens_and_shown_only_by_the_model_that_thinks_aloud() {
        JsonObject silent =
                api.post(PATH, body("Hi", ", \"reasoning_effort\": \"low\"")).json();
        assertThat(silent.getJsonObject("usage")
                        .getJsonObject("completion_tokens_details")
                        .getInteger("reasoning_tokens"))
                .isEqualTo(16);
        assertThat(silent.encode()).doesNotContain("reasoning_content");
        String aloud = body("Hi", ", \"reasoning_effort\": \"low\"").replace("sim-small", "sim-reasoner");
        assertThat(api.post(PATH, aloud)
                        .json()
                        .getJsonArray("choices")
                        .getJsonObject(0)
                        .getJsonObject("message")
                        .getString("reasoning_content")
                        .split(" "))
                .hasSize(16);
    }

    @Test
    void azure_has_the_model_in_the_path_and_the_key_in_a_header_of_its_own() {
        Answer answer = Api.without(root)
                .with("api-key", "azure-1234")
                .post("/openai/deployments/sim-small/chat/completions?api-version=2025-01-01", """
                        {"messages": [{"role": "user", "content": "!say Hi."}]}""");
        assertThat(answer.json().getString("model")).isEqualTo("sim-small");
    }

    @Test
    void a_content_of_parts_is_read_and_its_pictures_and_recordings_are_counted() {
        JsonObject completion = api.post(PATH, """
                        {"model": "sim-large", "messages": [{"role": "user", "content": [
                            {"type": "text", "text": "!say Seen."},
                            {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}},
                            {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}]}]}""").json();
        assertThat(completion.getJsonObject("usage").getInteger("prompt_tokens"))
                .isEqualTo(3 + 3 + 4 + 85 + 50);
        assertThat(completion
                        .getJsonObject("usage")
                        .getJsonObject("prompt_tokens_details")
                        .getInteger("audio_tokens"))
                .isEqualTo(50);
        assertThat(completion.encode()).contains("\"Seen.\"");
    }

    private static List<JsonObject> timeless(Answer answer) {
        List<Event> events = answer.events();
        return events.subList(0, events.size() - 1).stream()
                .map(Event::timeless)
                .toList();
    }

    private static JsonObject chunk(String delta, String finishReason) {
        return new JsonObject("""
                {"id": "chatcmpl-*", "object": "chat.completion.chunk", "created": 0, "model": "sim-small",
                 "service_tier": "default", "system_fingerprint": "fp_simulator",
                 "choices": [{"index": 0, "delta": %s, "finish_reason": %s}]}""".formatted(delta, finishReason));
    }

    private static JsonObject delta(Event event) {
        return event.json().getJsonArray("choices").getJsonObject(0).getJsonObject("delta");
    }

    private static String text(List<Event> events, int choice) {
        return events.subList(0, events.size() - 2).stream()
                .map(event -> event.json().getJsonArray("choices").getJsonObject(0))
                .filter(candidate -> candidate.getInteger("index") == choice)
                .map(candidate -> candidate.getJsonObject("delta").getString("content", ""))
                .collect(Collectors.joining());
    }

    private static String body(String user, String more) {
        return "{\"model\": \"sim-small\", \"messages\": [{\"role\": \"user\", \"content\": \"" + user + "\"}]" + more
                + "}";
    }
}
