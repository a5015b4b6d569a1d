package org.llmops.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** LangChain4j, with its models of OpenAI and of Anthropic. */
@ExtendWith(Places.class)
class LangChain4jE2E {

    private static final String SAID = "Hello there.";

    @TestFactory
    Stream<DynamicTest> chats(Place place) {
        Map<String, ChatModel> models = Map.of(
                "OpenAI", openAi(place, place.key(), place.chatModel()),
                "Anthropic", anthropic(place, place.key(), place.messages()));
        return models.entrySet().stream()
                .flatMap(model -> Stream.of(
                        dynamicTest(
                                model.getKey() + ": a chat is answered",
                                () -> assertThat(model.getValue().chat("!say " + SAID))
                                        .isEqualTo(SAID)),
                        dynamicTest(model.getKey() + ": a tool's result is heard", () -> toolHeard(model.getValue()))));
    }

    @TestFactory
    Stream<DynamicTest> streamsAndEmbeds(Place place) {
        return Stream.of(
                dynamicTest(
                        "a stream says the same",
                        () -> assertThat(streamed(place)).isEqualTo(SAID)),
                dynamicTest(
                        "texts are embedded",
                        () -> assertThat(OpenAiEmbeddingModel.builder()
                                        .baseUrl(place.url() + "/v1")
                                        .apiKey(place.key())
                                        .modelName(place.embedding())
                                        .build()
                                        .embedAll(List.of(TextSegment.from("a"), TextSegment.from("b")))
                                        .content())
                                .hasSize(2)));
    }

    @TestFactory
    Stream<DynamicTest> knowsTheErrors(Place place) {
        return Stream.of(
                refused(
                        "OpenAI: a wrong key",
                        openAi(place, place.wrongKey(), place.wrongKeyModel()),
                        AuthenticationException.class),
                refused(
                        "OpenAI: an unknown model",
                        openAi(place, place.key(), Place.UNKNOWN_MODEL),
                        ModelNotFoundException.class),
                refused("OpenAI: a rate limit", openAi(place, place.key(), place.limited()), RateLimitException.class),
                refused(
                        "Anthropic: a wrong key",
                        anthropic(place, place.wrongKey(), place.wrongKeyMessagesModel()),
                        AuthenticationException.class),
                refused(
                        "Anthropic: an unknown model",
                        anthropic(place, place.key(), Place.UNKNOWN_MODEL),
                        ModelNotFoundException.class),
                refused(
                        "Anthropic: a rate limit",
                        anthropic(place, place.key(), place.limitedMessages()),
                        RateLimitException.class));
    }

    private static ChatModel openAi(Place place, String key, String model) {
        return OpenAiChatModel.builder()
                .baseUrl(place.url() + "/v1")
                .apiKey(key)
                .modelName(model)
                .maxRetries(0)
                .build();
    }

    private static ChatModel anthropic(Place place, String key, String model) {
        return AnthropicChatModel.builder()
                .baseUrl(place.url() + "/v1")
                .apiKey(key)
                .modelName(model)
                .maxRetries(0)
                .build();
    }

    private static void toolHeard(ChatModel model) {
        ToolSpecification weather = ToolSpecification.builder()
                .name("get_weather")
                .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
                .build();
        UserMessage question = UserMessage.from("How is the weather in Oslo?");
        AiMessage called = model.chat(ChatRequest.builder()
                        .messages(question)
                        .toolSpecifications(weather)
                        .build())
                .aiMessage();
        assertThat(called.toolExecutionRequests())
                .singleElement()
                .satisfies(request ->
                        assertThat(request.arguments().replaceAll("\\s", "")).isEqualTo("{\"city\":\"Oslo\"}"));
        AiMessage answer = model.chat(ChatRequest.builder()
                        .messages(
                                question,
                                called,
                                ToolExecutionResultMessage.from(
                                        called.toolExecutionRequests().getFirst(), "4 degrees"))
                        .toolSpecifications(weather)
                        .build())
                .aiMessage();
        assertThat(answer.text()).contains("4 degrees");
    }

    private static String streamed(Place place) throws Exception {
        CompletableFuture<String> text = new CompletableFuture<>();
        StringBuilder pieces = new StringBuilder();
        OpenAiStreamingChatModel.builder()
                .baseUrl(place.url() + "/v1")
                .apiKey(place.key())
                .modelName(place.chatModel())
                .build()
                .chat("!say " + SAID, new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String piece) {
                        pieces.append(piece);
                    }

                    @Override
                    public void onCompleteResponse(ChatResponse whole) {
                        assertThat(whole.aiMessage().text()).isEqualTo(pieces.toString());
                        text.complete(pieces.toString());
                    }

                    @Override
                    public void onError(Throwable error) {
                        text.completeExceptionally(error);
                    }
                });
        return text.get(10, TimeUnit.SECONDS);
    }

    private static DynamicTest refused(String name, ChatModel model, Class<? extends Exception> error) {
        return dynamicTest(
                name, () -> assertThatThrownBy(() -> model.chat("Hi")).isInstanceOf(error));
    }
}
