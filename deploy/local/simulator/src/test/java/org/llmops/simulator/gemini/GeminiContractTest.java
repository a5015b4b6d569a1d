package org.llmops.simulator.gemini;

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
class GeminiContractTest {

    private static final String MODEL = "/v1beta/models/sim-gemini:";
    private static final String WEATHER = """
            , "tools": [{"functionDeclarations": [{"name": "get_weather",
                "parameters": {"type": "OBJECT", "properties": {"city": {"type": "STRING"}}}}]}]""";

    @TestHTTPResource
    URI root;

    @Test
    void content_has_the_fields_of_the_real_one() {
        assertThat(generate("!say Hi there", "").timeless()).isEqualTo(new JsonObject("""
                {"candidates": [{"content": {"parts": [{"text": "Hi there"}], "role": "model"},
                                 "finishReason": "STOP", "index": 0}],
                 "usageMetadata": {"promptTokenCount": 10, "candidatesTokenCount": 2, "totalTokenCount": 12,
                                   "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 10}]},
                 "modelVersion": "sim-gemini", "responseId": "*"}"""));
    }

    @Test
    void thoughts_are_shown_on_demand_and_are_not_among_the_tokens_of_candidates() {
        JsonObject content = generate("!say Hi", """
                , "generationConfig": {"thinkingConfig": {"thinkingBudget": 5, "includeThoughts": true}}""").json();
        assertThat(parts(content).getJsonObject(0).getBoolean("thought")).isTrue();
        assertThat(parts(content).getJsonObject(1)).isEqualTo(new JsonObject("{\"text\": \"Hi\"}"));
        JsonObject usage = content.getJsonObject("usageMetadata");
        assertThat(usage.getInteger("thoughtsTokenCount")).isEqualTo(5);
        assertThat(usage.getInteger("candidatesTokenCount")).isEqualTo(1);
        assertThat(usage.getInteger("totalTokenCount")).isEqualTo(usage.getInteger("promptTokenCount") + 6);
    }

    @Test
    void a_function_is_called_and_its_response_is_answered_in_words() {
        JsonObject call = parts(generate("How is the weather in Oslo?", WEATHER).json())
                .getJsonObject(0)
                .getJsonObject("functionCall");
        assertThat(call.getString("name")).isEqualTo("get_weather");
        assertThat(call.getJsonObject("args")).isEqualTo(new JsonObject("{\"city\": \"Oslo\"}"));
        Answer answer = Api.gemini(root).post(MODEL + "generateContent", """
                {"contents": [{"role": "user", "parts": [{"text": "How is the weather in Oslo?"}]},
                              {"role": "model", "parts": [{"functionCall": {"name": "get_weather", "args": {}}}]},
                              {"role": "user", "parts": [{"functionResponse": {"name": "get_weather",
                                  "response": {"result": "4 degrees"}}}]}]%s}""".formatted(WEATHER));
        assertThat(answer.body()).contains("The tool answered: \\\"4 degrees\\\"");
    }

    @Test
    void a_schema_in_googles_spelling_is_satisfied() {
        assertThat(parts(generate("Hi", """
                , "generationConfig": {"responseMimeType": "application/json",
                    "responseSchema": {"type": "OBJECT", "properties": {"stars": {"type": "INTEGER", "minimum": 3}}}}""").json()).getJsonObject(0).getString("text"))
                .isEqualTo("{\"stars\":3}");
    }

    @Test
    void streamed_and_whole_content_have_the_same_text_and_the_same_usage_in_both_framings() {
        String body = body("Why?", "");
        JsonObject whole =
                Api.gemini(root).post(MODEL + "generateContent", body).json();
        List<JsonObject> events = Api.gemini(root).post(MODEL + "streamGenerateContent?alt=sse", body).events().stream()
                .map(Event::json)
                .toList();
        Answer array = Api.gemini(root).post(MODEL + "streamGenerateContent", body);
        List<JsonObject> elements =
                new JsonArray(array.body()).stream().map(JsonObject.class::cast).toList();
        for (List<JsonObject> stream : List.of(events, elements)) {
            assertThat(stream.stream()
                            .map(response -> parts(response).getJsonObject(0).getString("text"))
                            .collect(Collectors.joining()))
                    .isEqualTo(parts(whole).getJsonObject(0).getString("text"));
            assertThat(stream.getLast().getJsonObject("usageMetadata")).isEqualTo(whole.getJsonObject("usageMetadata"));
        }
    }

    @Test
    void texts_are_embedded_alone_and_together() {
        JsonObject one = Api.gemini(root)
                .post("/v1beta/models/sim-embed:embedContent", """
                {"content": {"parts": [{"text": "a"}]}, "outputDimensionality": 4}""")
                .json();
        JsonObject both = Api.gemini(root)
                .post("/v1beta/models/sim-embed:batchEmbedContents", """
                {"requests": [{"content": {"parts": [{"text": "a"}]}, "outputDimensionality": 4},
                              {"content": {"parts": [{"text": "b"}]}, "outputDimensionality": 4}]}""")
                .json();
        assertThat(one.getJsonObject("embedding").getJsonArray("values")).hasSize(4);
        assertThat(both.getJsonArray("embeddings")).hasSize(2);
        assertThat(both.getJsonArray("embeddings").getJsonObject(0)).isEqualTo(one.getJsonObject("embedding"));
    }

    @Test
    void tokens_are_counted_as_they_would_be_billed() {
        assertThat(Api.gemini(root)
                        .post(MODEL + "countTokens", body("!say Hi there", ""))
                        .json())
                .isEqualTo(new JsonObject("{\"totalTokens\": 10}"));
    }

    @Test
    void errors_are_googles() {
        assertThat(Api.without(root)
                        .post(MODEL + "generateContent", body("Hi", ""))
                        .status())
                .isEqualTo(403);
        assertThat(Api.gemini(root)
                        .post("/v1beta/models/sim-rate-limited:generateContent", body("Hi", ""))
                        .json()
                        .getJsonObject("error")
                        .getString("status"))
                .isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(Api.gemini(root)
                        .post("/v1beta/models/gemini-9:generateContent", body("Hi", ""))
                        .json())
                .isEqualTo(new JsonObject("""
                        {"error": {"code": 404, "status": "NOT_FOUND", "message":
                          "models/gemini-9 is not found for API version v1beta, or is not supported for generateContent."}}"""));
    }

    private Answer generate(String text, String more) {
        return Api.gemini(root).post(MODEL + "generateContent", body(text, more));
    }

    private static String body(String text, String more) {
        return "{\"contents\": [{\"role\": \"user\", \"parts\": [{\"text\": \"" + text + "\"}]}]" + more + "}";
    }

    private static JsonArray parts(JsonObject response) {
        return response.getJsonArray("candidates")
                .getJsonObject(0)
                .getJsonObject("content")
                .getJsonArray("parts");
    }
}
