package org.llmops.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** openai-java. What chat completions have to do, they have to do with the models of every provider. */
@ExtendWith(Places.class)
class OpenAiJavaE2E {

    private static final String SAID = "Hello there.";
    private static final String WEATHER = "How is the weather in Oslo?";

    private static final Map<String, JsonValue> CITY = Map.of(
            "type", JsonValue.from("object"),
            "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))),
            "required", JsonValue.from(List.of("city")),
            "additionalProperties", JsonValue.from(false));

    @TestFactory
    Stream<DynamicTest> chatsWithEveryProvider(Place place) {
        OpenAIClient openai = connect(place, place.key());
        return place.chat().stream()
                .flatMap(model -> Stream.of(
                        dynamicTest(model + ": a chat is answered", () -> answered(openai, model)),
                        dynamicTest(model + ": a stream says the same", () -> streamed(openai, model)),
                        dynamicTest(model + ": a tool's result is heard", () -> toolHeard(openai, model)),
                        dynamicTest(
                                model + ": a streamed tool call is put together", () -> toolStreamed(openai, model)),
                        dynamicTest(model + ": structured output fits its schema", () -> structured(openai, model))));
    }

    @TestFactory
    Stream<DynamicTest> speaksTheOtherSurfaces(Place place) {
        OpenAIClient openai = connect(place, place.key());
        String model = place.chatModel();
        return Stream.of(
                dynamicTest("a response is answered", () -> response(openai, model)),
                dynamicTest("a streamed response has its events in order", () -> responseStreamed(openai, model)),
                dynamicTest(
                        "a legacy completion is answered",
                        () -> assertThat(openai.completions()
                                        .create(CompletionCreateParams.builder()
                                                .model(model)
                                                .prompt("!say Hello.")
                                                .build())
                                        .choices()
                                        .getFirst()
                                        .text())
                                .isEqualTo("Hello.")),
                dynamicTest(
                        "texts are embedded",
                        () -> assertThat(openai.embeddings()
                                        .create(EmbeddingCreateParams.builder()
                                                .model(place.embedding())
                                                .inputOfArrayOfStrings(List.of("a", "b"))
                                                .build())
                                        .data())
                                .hasSize(2)
                                .allSatisfy(data -> assertThat(data.embedding()).isNotEmpty())),
                dynamicTest(
                        "models are listed",
                        () -> assertThat(openai.models().list().data())
                                .extracting(Model::id)
                                .contains(model)));
    }

    @TestFactory
    Stream<DynamicTest> knowsTheErrors(Place place) {
        OpenAIClient openai = connect(place, place.key());
        OpenAIClient stranger = connect(place, place.wrongKey());
        return Stream.of(
                dynamicTest(
                        "a wrong key",
                        () -> refused(stranger, say(place.wrongKeyModel(), "Hi"), UnauthorizedException.class)),
                dynamicTest(
                        "an unknown model",
                        () -> refused(openai, say(Place.UNKNOWN_MODEL, "Hi"), NotFoundException.class)),
                dynamicTest(
                        "a rate limit", () -> refused(openai, say(place.limited(), "Hi"), RateLimitException.class)),
                dynamicTest(
                        "a negative limit",
                        () -> refused(
                                openai,
                                say(place.chatModel(), "Hi").maxCompletionTokens(-1),
                                BadRequestException.class)));
    }

    private static OpenAIClient connect(Place place, String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(place.url() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static ChatCompletionCreateParams.Builder say(String model, String text) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(text);
    }

    private static void answered(OpenAIClient openai, String model) {
        ChatCompletion answer =
                openai.chat().completions().create(say(model, "!say " + SAID).build());
        assertThat(answer.choices().getFirst().message().content()).contains(SAID);
        assertThat(answer.choices().getFirst().finishReason().toString()).isEqualTo("stop");
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(3);
    }

    private static void streamed(OpenAIClient openai, String model) {
        ChatCompletionCreateParams request = say(model, "!say " + SAID)
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                openai.chat().completions().createStreaming(request)) {
            stream.stream().forEach(accumulator::accumulate);
        }
        ChatCompletion whole = accumulator.chatCompletion();
        assertThat(whole.choices().getFirst().message().content()).contains(SAID);
        assertThat(whole.usage().orElseThrow().completionTokens()).isEqualTo(3);
    }

    private static void toolHeard(OpenAIClient openai, String model) {
        ChatCompletionCreateParams.Builder request = say(model, WEATHER).addTool(weather());
        ChatCompletionMessage called = openai.chat()
                .completions()
                .create(request.build())
                .choices()
                .getFirst()
                .message();
        String id = theCall(called).id();
        request.addMessage(called)
                .addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId(id)
                        .content("4 degrees")
                        .build());
        assertThat(openai.chat()
                        .completions()
                        .create(request.build())
                        .choices()
                        .getFirst()
                        .message()
                        .content()
                        .orElse(""))
                .contains("4 degrees");
    }

    private static void toolStreamed(OpenAIClient openai, String model) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream = openai.chat()
                .completions()
                .createStreaming(say(model, WEATHER).addTool(weather()).build())) {
            stream.stream().forEach(accumulator::accumulate);
        }
        theCall(accumulator.chatCompletion().choices().getFirst().message());
    }

    private static ChatCompletionMessageFunctionToolCall theCall(ChatCompletionMessage message) {
        List<ChatCompletionMessageToolCall> calls = message.toolCalls().orElse(List.of());
        assertThat(calls).hasSize(1);
        ChatCompletionMessageFunctionToolCall call = calls.getFirst().asFunction();
        assertThat(call.function().name()).isEqualTo("get_weather");
        assertThat(call.function().arguments().replace(" ", "")).isEqualTo("{\"city\":\"Oslo\"}");
        return call;
    }

    private static void structured(OpenAIClient openai, String model) {
        ResponseFormatJsonSchema.JsonSchema city = ResponseFormatJsonSchema.JsonSchema.builder()
                .name("city")
                .strict(true)
                .schema(ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                        .additionalProperties(CITY)
                        .build())
                .build();
        ChatCompletionCreateParams request = say(model, "Oslo")
                .responseFormat(
                        ResponseFormatJsonSchema.builder().jsonSchema(city).build())
                .build();
        String content = openai.chat()
                .completions()
                .create(request)
                .choices()
                .getFirst()
                .message()
                .content()
                .orElse("");
        assertThat(content.replace(" ", "")).isEqualTo("{\"city\":\"Oslo\"}");
    }

    private static ChatCompletionFunctionTool weather() {
        return ChatCompletionFunctionTool.builder()
                .function(FunctionDefinition.builder()
                        .name("get_weather")
                        .parameters(FunctionParameters.builder()
                                .additionalProperties(CITY)
                                .build())
                        .build())
                .build();
    }

    private static void response(OpenAIClient openai, String model) {
        Response response = openai.responses()
                .create(ResponseCreateParams.builder()
                        .model(model)
                        .input("!say " + SAID)
                        .build());
        assertThat(text(response)).isEqualTo(SAID);
        assertThat(response.usage().orElseThrow().outputTokens()).isEqualTo(3);
    }

    private static void responseStreamed(OpenAIClient openai, String model) {
        ResponseCreateParams request = ResponseCreateParams.builder()
                .model(model)
                .input("!say " + SAID)
                .build();
        try (StreamResponse<ResponseStreamEvent> stream = openai.responses().createStreaming(request)) {
            List<ResponseStreamEvent> events = stream.stream().toList();
            assertThat(events.getFirst().isCreated()).isTrue();
            assertThat(events.stream()
                            .flatMap(event -> event.outputTextDelta().stream())
                            .map(delta -> delta.delta())
                            .collect(Collectors.joining()))
                    .isEqualTo(SAID);
            assertThat(text(events.getLast().asCompleted().response())).isEqualTo(SAID);
        }
    }

    private static String text(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .map(text -> text.text())
                .collect(Collectors.joining());
    }

    private static void refused(
            OpenAIClient openai, ChatCompletionCreateParams.Builder request, Class<? extends Exception> error) {
        assertThatThrownBy(() -> openai.chat().completions().create(request.build()))
                .isInstanceOf(error);
    }
}
