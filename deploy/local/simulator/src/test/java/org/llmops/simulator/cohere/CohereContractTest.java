package org.llmops.simulator.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.llmops.simulator.Api;
import org.llmops.simulator.Api.Answer;
import org.llmops.simulator.Api.Event;

@QuarkusTest
class CohereContractTest {

    private static final String WEATHER = """
            , "tools": [{"type": "function", "function": {"name": "get_weather",
                "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}}]""";

    @TestHTTPResource
    URI root;

    @Test
    void an_answer_has_the_fields_of_the_real_one() {
        assertThat(chat("!say Hi there", "").timeless()).isEqualTo(new JsonObject("""
                {"id": "*", "finish_reason": "COMPLETE",
                 "message": {"role": "assistant", "content": [{"type": "text", "text": "Hi there"}]},
                 "usage": {"billed_units": {"input_tokens": 10, "output_tokens": 2},
                           "tokens": {"input_tokens": 10, "output_tokens": 2}, "cached_tokens": 0}}"""));
    }

    @Test
    void a_stream_has_the_events_of_the_real_one() {
        List<Event> events = chat("!say Hi there", ", \"stream\": true").events();
        assertThat(events)
                .extracting(Event::name)
                .containsExactly(
                        "message-start",
                        "content-start",
                        "content-delta",
                        "content-delta",
                        "content-end",
                        "message-end");
        assertThat(events.get(2).json()).isEqualTo(new JsonObject("""
                {"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": "Hi"}}}}"""));
        assertThat(events.getLast()
                        .json()
                        .getJsonObject("delta")
                        .getJsonObject("usage")
                        .getJsonObject("tokens"))
                .isEqualTo(new JsonObject("{\"input_tokens\": 10, \"output_tokens\": 2}"));
    }

    @Test
    void what_is_said_before_calls_is_their_plan() {
        JsonObject message =
                chat("!say Let me look.\\n!tool clock {}", WEATHER).json().getJsonObject("message");
        assertThat(message.getString("tool_plan")).isEqualTo("Let me look.");
        assertThat(message.fieldNames()).doesNotContain("content");
    }

    @Test
    void a_streamed_call_comes_in_pieces_of_its_arguments() {
        List<Event> events = chat("How is the weather in Oslo?", WEATHER + ", \"stream\": true")
                .events();
        assertThat(events.stream()
                        .filter(event -> event.name().equals("tool-call-delta"))
                        .map(event -> event.json()
                                .getJsonObject("delta")
                                .getJsonObject("message")
                                .getJsonObject("tool_calls")
                                .getJsonObject("function")
                                .getString("arguments"))
                        .collect(Collectors.joining()))
                .isEqualTo("{\"city\":\"Oslo\"}");
    }

    @Test
    void texts_are_embedded() {
        JsonObject embedded = Api.openAi(root).post("/v2/embed", """
                {"model": "sim-embed", "texts": ["a", "b"], "input_type": "search_query", "output_dimension": 4}""").json();
        assertThat(embedded.getJsonObject("embeddings").getJsonArray("float")).hasSize(2);
        assertThat(embedded.getJsonObject("meta").getJsonObject("billed_units"))
                .isEqualTo(new JsonObject("{\"input_tokens\": 2}"));
    }

    @Test
    void documents_are_ordered_by_likeness_in_both_versions() {
        for (String path : List.of("/v1/rerank", "/v2/rerank")) {
            JsonObject ranked = Api.openAi(root).post(path, """
                    {"model": "sim-rerank", "query": "the capital of Norway", "top_n": 2, "return_documents": true,
                     "documents": ["Bread is baked.", "Oslo is the capital of Norway.", {"text": "Norway has fjords."}]}""").json();
            JsonArray results = ranked.getJsonArray("results");
            assertThat(results).hasSize(2);
            assertThat(results.getJsonObject(0).getInteger("index")).isEqualTo(1);
            assertThat(results.getJsonObject(0).getJsonObject("document").getString("text"))
                    .startsWith("Oslo");
            assertThat(ranked.getJsonObject("meta")
                            .getJsonObject("billed_units")
                            .getInteger("search_units"))
                    .isEqualTo(1);
            assertThat(ranked.getJsonObject("usage").getInteger("total_tokens")).isPositive();
        }
    }

    @Test
    void errors_are_coheres() {
        Answer limited = Api.openAi(root).post("/v2/chat", body("sim-rate-limited", "Hi", ""));
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.json().fieldNames()).containsExactly("id", "message");
        Event last = Api.openAi(root)
                .post("/v2/chat", body("sim-stream-error", "!words 20", ", \"stream\": true"))
                .events()
                .getLast();
        assertThat(last.json().getJsonObject("delta").getString("finish_reason"))
                .isEqualTo("ERROR");
    }

    private Answer chat(String text, String more) {
        return Api.openAi(root).post("/v2/chat", body("sim-cohere", text, more));
    }

    private static String body(String model, String text, String more) {
        return "{\"model\": \"" + model + "\", \"messages\": [{\"role\": \"user\", \"content\": \"" + text + "\"}]"
                + more + "}";
    }
}
