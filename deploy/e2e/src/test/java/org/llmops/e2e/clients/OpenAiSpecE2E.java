package org.llmops.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every answer, event and error of the OpenAI surfaces fits the description of that API, when one is given. It describes no
 * chunks of legacy completions, so those are not here.
 */
@ExtendWith(Places.class)
@EnabledIfSystemProperty(
        named = OpenAiSpecE2E.SPEC,
        matches = ".+",
        disabledReason = "the description of the OpenAI API was not given")
class OpenAiSpecE2E {

    static final String SPEC = "llmops.openai-spec";

    private static final String CHAT = "/v1/chat/completions";
    private static final String TOOLS = """
            , "tools": [{"type": "function", "function": {"name": "get_weather",
                "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}}]""";
    private static final String FUNCTIONS = """
            , "tools": [{"type": "function", "name": "get_weather", "strict": false,
                "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}]""";
    private static final String STREAM = ", \"stream\": true";
    private static final String USAGE = ", \"stream\": true, \"stream_options\": {\"include_usage\": true}";

    /** A request, and the schema of its answer, or of each event of it. */
    private record Check(String name, String path, String body, String schema) {
        boolean streamed() {
            return body.contains("\"stream\": true");
        }
    }

    @TestFactory
    Stream<DynamicTest> answersFitTheirSchemas(Place place) {
        OpenAiSpec spec = OpenAiSpec.read(Path.of(System.getProperty(SPEC)));
        return Stream.of(chats(place), responses(place), others(place))
                .flatMap(List::stream)
                .map(check -> dynamicTest(check.name(), () -> validate(spec, place, check)));
    }

    private static List<Check> chats(Place place) {
        String model = place.chatModel();
        return List.of(
                chat("a chat", model, "Hi", "", "CreateChatCompletionResponse"),
                chat(
                        "with logprobs",
                        model,
                        "Hi",
                        ", \"logprobs\": true, \"top_logprobs\": 2, \"n\": 2",
                        "CreateChatCompletionResponse"),
                chat("with effort", model, "Hi", ", \"reasoning_effort\": \"low\"", "CreateChatCompletionResponse"),
                chat("with a tool call", model, "The weather in Oslo?", TOOLS, "CreateChatCompletionResponse"),
                chat("chunks", model, "Hi", USAGE, "CreateChatCompletionStreamResponse"),
                chat(
                        "chunks with logprobs",
                        model,
                        "Hi",
                        USAGE + ", \"logprobs\": true, \"n\": 2",
                        "CreateChatCompletionStreamResponse"),
                chat(
                        "chunks of a tool call",
                        model,
                        "The weather in Oslo?",
                        TOOLS + STREAM,
                        "CreateChatCompletionStreamResponse"),
                chat("an unknown model", Place.UNKNOWN_MODEL, "Hi", "", "ErrorResponse"),
                chat("a rate limit", place.limited(), "Hi", "", "ErrorResponse"),
                chat("a negative limit", model, "Hi", ", \"max_tokens\": -1", "ErrorResponse"),
                new Check("no JSON", CHAT, "{", "ErrorResponse"));
    }

    private static Check chat(String name, String model, String text, String more, String schema) {
        return new Check(name, CHAT, """
                {"model": "%s", "messages": [{"role": "user", "content": "%s"}]%s}""".formatted(model, text, more), schema);
    }

    private static List<Check> responses(Place place) {
        return List.of(
                response("a response", place, "Hi", "", "Response"),
                response(
                        "a response with reasoning",
                        place,
                        "Hi",
                        ", \"reasoning\": {\"effort\": \"low\", \"summary\": \"auto\"}",
                        "Response"),
                response("a response with a call", place, "The weather in Oslo?", FUNCTIONS, "Response"),
                response("a response cut short", place, "Hi", ", \"max_output_tokens\": 3", "Response"),
                response("events", place, "Hi", STREAM, "ResponseStreamEvent"),
                response(
                        "events of reasoning",
                        place,
                        "Hi",
                        STREAM + ", \"reasoning\": {\"effort\": \"low\", \"summary\": \"auto\"}",
                        "ResponseStreamEvent"),
                response(
                        "events of logprobs",
                        place,
                        "Hi",
                        STREAM + ", \"include\": [\"message.output_text.logprobs\"], \"top_logprobs\": 1",
                        "ResponseStreamEvent"),
                response("events of a call", place, "The weather in Oslo?", FUNCTIONS + STREAM, "ResponseStreamEvent"),
                new Check(
                        "a response without input",
                        "/v1/responses",
                        """
                        {"model": "%s"}""".formatted(place.chatModel()),
                        "ErrorResponse"));
    }

    private static Check response(String name, Place place, String text, String more, String schema) {
        return new Check(name, "/v1/responses", """
                {"model": "%s", "input": "%s"%s}""".formatted(place.chatModel(), text, more), schema);
    }

    private static List<Check> others(Place place) {
        String model = place.chatModel();
        return List.of(
                new Check("a completion", "/v1/completions", """
                        {"model": "%s", "prompt": "Hi", "logprobs": 1}""".formatted(model), "CreateCompletionResponse"),
                new Check("embeddings", "/v1/embeddings", """
                        {"model": "%s", "input": ["a", "b"]}""".formatted(place.embedding()), "CreateEmbeddingResponse"),
                new Check("models", "/v1/models", "", "ListModelsResponse"));
    }

    private static void validate(OpenAiSpec spec, Place place, Check check) {
        RequestSpecification request = RestAssured.given()
                .baseUri(place.url())
                .auth()
                .oauth2(place.key())
                .contentType("application/json");
        Response response = check.body().isEmpty()
                ? request.get(check.path())
                : request.body(check.body()).post(check.path());
        String body = response.asString();
        assertThat(response.statusCode() < 400)
                .as(body)
                .isEqualTo(!check.schema().equals("ErrorResponse"));
        List<String> documents = check.streamed() ? events(body) : List.of(body);
        assertThat(documents).isNotEmpty();
        for (String document : documents) {
            assertThat(spec.errors(check.schema(), document)).as(document).isEmpty();
        }
    }

    private static List<String> events(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .filter(data -> !data.equals("[DONE]"))
                .toList();
    }
}
