package org.llmops.router.call.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Finish;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.ProviderRequest;
import org.llmops.router.call.StreamReader;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.sse.SseEvent;
import org.llmops.router.wire.Fixtures;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.completions.CompletionsFormat;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;

/** Calls that OpenAI really answered, sent and answered again: they pass as they are, and are understood. */
class RecordedCallsTest {

    static Stream<JsonNode> recorded() {
        return StreamSupport.stream(
                Fixtures.resource("openai/recorded-calls.json").spliterator(), false);
    }

    static Stream<JsonNode> answered() {
        return recorded().filter(call -> call.path("status").asInt() == 200 && call.has("response"));
    }

    static Stream<JsonNode> streamed() {
        return recorded().filter(call -> call.has("stream"));
    }

    static Stream<JsonNode> refused() {
        return recorded().filter(call -> call.path("status").asInt() >= 400);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void requestsPassButForTheModelAndTheUsage(JsonNode call) throws Exception {
        String sent = call.path("request").asText();
        if (call.path("name").asText().contains("bad-request")) {
            // The router itself finds fault with some of these.
            return;
        }
        RequestBody body = format(call).request(Json.utf8(sent));
        Target target = Targets.of(
                call.path("path").asText().startsWith("/openai")
                        ? "https://x.openai.azure.com/openai/v1"
                        : "https://api.openai.com/v1",
                String.valueOf(body.model()));
        ProviderRequest request = dialect().request(operation(call), format(call), body, target);

        if (body.streamed() && !body.usageWanted()) {
            ObjectNode expected = Fixtures.json(sent);
            expected.putObject("stream_options").put("include_usage", true);
            assertThat(Fixtures.tree(request.body())).isEqualTo(expected);
        } else {
            assertThat(request.body()).isEqualTo(Json.utf8(sent));
        }
        assertThat(body.model()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("answered")
    void answersPassAndAreUnderstood(JsonNode call) throws Exception {
        byte[] bytes = Json.utf8(call.path("response").asText());
        JsonNode tree = Fixtures.tree(bytes);
        AnswerBody answer =
                dialect().answer(operation(call), format(call), bytes).body();

        assertThat(answer.bytes()).isSameAs(bytes);
        assertThat(answer.tokens()).hasValueSatisfying(usage -> check(usage, tree.path("usage")));
        assertThat(answer.finishes().stream().map(Finish::reason))
                .containsExactlyElementsOf(tree.path("choices").findValuesAsText("finish_reason"));
        List<String> texts = new ArrayList<>();
        for (JsonNode choice : tree.path("choices")) {
            if (choice.has("text")) {
                texts.add(choice.path("text").asText());
            }
            if (choice.at("/message/content").isTextual()) {
                texts.add(choice.at("/message/content").asText());
            }
            texts.addAll(choice.at("/message/tool_calls").findValuesAsText("arguments"));
        }
        assertThat(answer.texts().stream().map(answer::text)).containsExactlyInAnyOrderElementsOf(texts);
    }

    private static void check(TokenUsage usage, JsonNode told) {
        assertThat(usage.input()).isEqualTo(told.path("prompt_tokens").asLong());
        assertThat(usage.output()).isEqualTo(told.path("completion_tokens").asLong());
        assertThat(usage.reasoning())
                .isEqualTo(
                        told.at("/completion_tokens_details/reasoning_tokens").asLong());
        assertThat(usage.cacheRead())
                .isEqualTo(told.at("/prompt_tokens_details/cached_tokens").asLong());
        assertThat(usage.details().getOrDefault("input_audio_tokens", 0L))
                .isEqualTo(told.at("/prompt_tokens_details/audio_tokens").asLong());
        assertThat(usage.details().getOrDefault("output_audio_tokens", 0L))
                .isEqualTo(told.at("/completion_tokens_details/audio_tokens").asLong());
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void streamsPassAndAreUnderstoodHoweverTheyAreCut(JsonNode call) throws Exception {
        byte[] stream = Json.utf8(call.path("stream").asText());
        List<SseEvent> events = Fixtures.events(call.path("stream").asText());
        for (int size : new int[] {1, 7, 4_096}) {
            StreamReader reader = dialect().stream(format(call));
            List<AnswerBody> told = new ArrayList<>();
            for (int at = 0; at < stream.length; at += size) {
                told.addAll(reader.read(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + size))));
            }

            assertThat(reader.isComplete()).isTrue();
            assertThat(told.stream().map(body -> new String(body.bytes(), StandardCharsets.UTF_8)))
                    .containsExactlyElementsOf(events.stream()
                            .filter(event -> !event.isDone())
                            .map(event -> new String(event.data(), StandardCharsets.UTF_8))
                            .toList());
            assertThat(told.stream().flatMap(body -> body.finishes().stream())).hasSize(1);
            boolean usage = call.path("stream").asText().contains("\"prompt_tokens\"");
            assertThat(reader.usage().isPresent()).isEqualTo(usage);
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void errorsAreReadAndPass(JsonNode call) {
        byte[] bytes = Json.utf8(call.path("response").asText());
        JsonNode error = Fixtures.tree(bytes).path("error");
        ProviderError read = dialect().error(call.path("status").asInt(), bytes);

        assertThat(read.message()).isEqualTo(error.path("message").asText());
        assertThat(read.type()).isEqualTo(error.path("type").asText());
        assertThat(read.code())
                .isEqualTo(error.path("code").isTextual() ? error.path("code").asText() : "");
        assertThat(read.param()).isEqualTo(error.path("param").textValue());
        assertThat(read.body()).isSameAs(bytes);
        assertThat(read.surface()).startsWith("openai.");
    }

    private static OpenAiDialect dialect() {
        return new OpenAiDialect(Hosting.OPENAI);
    }

    private static WireFormat format(JsonNode call) {
        String path = call.path("path").asText();
        if (path.endsWith("/chat/completions")) {
            return ChatFormat.CHAT;
        }
        return path.endsWith("/completions") ? CompletionsFormat.COMPLETIONS : EmbeddingsFormat.EMBEDDINGS;
    }

    private static Operation operation(JsonNode call) {
        return format(call) == EmbeddingsFormat.EMBEDDINGS ? Operation.EMBEDDINGS : Operation.CHAT;
    }
}
