package org.llmops.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** anthropic-java. */
@ExtendWith(Places.class)
class AnthropicJavaE2E {

    private static final String SAID = "Hello there.";
    private static final int MAX_TOKENS = 2_000;

    @TestFactory
    Stream<DynamicTest> speaksMessages(Place place) {
        AnthropicClient anthropic = connect(place, place.key());
        return Stream.of(
                dynamicTest("a message is answered", () -> answered(anthropic, place.messages())),
                dynamicTest("a streamed message is put together", () -> streamed(anthropic, place.messages())),
                dynamicTest("a tool is used and its result is heard", () -> toolHeard(anthropic, place.messages())),
                dynamicTest("thoughts are signed and heard again", () -> thought(anthropic, place.messages())),
                dynamicTest("tokens are counted", () -> counted(anthropic, place.messages())));
    }

    @TestFactory
    Stream<DynamicTest> knowsTheErrors(Place place) {
        AnthropicClient anthropic = connect(place, place.key());
        AnthropicClient stranger = connect(place, place.wrongKey());
        return Stream.of(
                dynamicTest(
                        "a wrong key",
                        () -> refused(stranger, say(place.wrongKeyMessagesModel(), "Hi"), UnauthorizedException.class)),
                dynamicTest(
                        "an unknown model",
                        () -> refused(anthropic, say(Place.UNKNOWN_MODEL, "Hi"), NotFoundException.class)),
                dynamicTest(
                        "a rate limit",
                        () -> refused(anthropic, say(place.limitedMessages(), "Hi"), RateLimitException.class)),
                dynamicTest(
                        "a negative limit",
                        () -> refused(
                                anthropic, say(place.messages(), "Hi").maxTokens(-1), BadRequestException.class)));
    }

    private static AnthropicClient connect(Place place, String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(place.url())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static MessageCreateParams.Builder say(String model, String text) {
        return MessageCreateParams.builder().model(model).maxTokens(MAX_TOKENS).addUserMessage(text);
    }

    private static void answered(AnthropicClient anthropic, String model) {
        Message message = anthropic.messages().create(say(model, "!say " + SAID).build());
        assertThat(text(message)).isEqualTo(SAID);
        assertThat(message.stopReason().orElseThrow().toString()).isEqualTo("end_turn");
        assertThat(message.usage().outputTokens()).isEqualTo(3);
    }

    private static void streamed(AnthropicClient anthropic, String model) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream =
                anthropic.messages().createStreaming(say(model, "!say " + SAID).build())) {
            stream.stream().forEach(accumulator::accumulate);
        }
        assertThat(text(accumulator.message())).isEqualTo(SAID);
        assertThat(accumulator.message().usage().outputTokens()).isEqualTo(3);
    }

    private static void toolHeard(AnthropicClient anthropic, String model) {
        MessageCreateParams.Builder request = say(model, "How is the weather in Oslo?")
                .addTool(Tool.builder()
                        .name("get_weather")
                        .inputSchema(Tool.InputSchema.builder()
                                .properties(Tool.InputSchema.Properties.builder()
                                        .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                                        .build())
                                .build())
                        .build());
        Message used = anthropic.messages().create(request.build());
        ToolUseBlock use = used.content().stream()
                .flatMap(block -> block.toolUse().stream())
                .findFirst()
                .orElseThrow();
        assertThat(use._input().toString().replace(" ", "")).contains("city=Oslo");
        request.addMessage(used)
                .addUserMessageOfContentBlockParams(
                        List.of(ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                                .toolUseId(use.id())
                                .content("4 degrees")
                                .build())));
        assertThat(text(anthropic.messages().create(request.build()))).contains("4 degrees");
    }

    private static void thought(AnthropicClient anthropic, String model) {
        MessageCreateParams.Builder request = say(model, "Why?").enabledThinking(1_024);
        Message thought = anthropic.messages().create(request.build());
        assertThat(thought.content().getFirst().thinking().orElseThrow().signature())
                .isNotEmpty();
        request.addMessage(thought).addUserMessage("!say So.");
        assertThat(text(anthropic.messages().create(request.build()))).isEqualTo("So.");
    }

    private static void counted(AnthropicClient anthropic, String model) {
        long counted = anthropic
                .messages()
                .countTokens(MessageCountTokensParams.builder()
                        .model(model)
                        .addUserMessage(SAID)
                        .build())
                .inputTokens();
        assertThat(counted)
                .isEqualTo(anthropic
                        .messages()
                        .create(say(model, SAID).build())
                        .usage()
                        .inputTokens());
    }

    private static String text(Message message) {
        return message.content().stream().flatMap(block -> text(block).stream()).collect(Collectors.joining());
    }

    private static List<String> text(ContentBlock block) {
        return block.text().map(text -> List.of(text.text())).orElse(List.of());
    }

    private static void refused(
            AnthropicClient anthropic, MessageCreateParams.Builder request, Class<? extends Exception> error) {
        assertThatThrownBy(() -> anthropic.messages().create(request.build())).isInstanceOf(error);
    }
}
