package org.llmops.router.wire.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Channel;
import org.llmops.router.body.Channel.Part;
import org.llmops.router.body.Json;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.wire.EventTranslation;
import org.llmops.router.wire.StreamVoice;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;

class MessagesAnswerTest {
    private static final WireFormat MESSAGES = MessagesFormat.MESSAGES;
    private static final String MESSAGE = """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[
              {"type":"thinking","thinking":"hm","signature":"s"},
              {"type":"text","text":"Hello","citations":[{"type":"char_location","cited_text":"quote"}]},
              {"type":"tool_use","id":"t1","name":"f","input":{"a":1.50,"b":["x"],"c":true}}],
             "stop_reason":"tool_use","stop_sequence":null,
             "usage":{"input_tokens":15,"cache_read_input_tokens":12,"output_tokens":21}}""";

    @Test
    void findsWhatTheRouterMustKnowOfAWholeMessage() throws IOException {
        AnswerBody message = MESSAGES.answer(bytes(MESSAGE));

        assertThat(message.texts().stream()
                        .map(text ->
                                text.channel().part() + "." + text.channel().tool() + ":" + message.text(text)))
                .containsExactly(
                        "REASONING.0:hm", "CONTENT.1:Hello", "CITATION.1:quote", "ARGUMENTS.2:1.50", "ARGUMENTS.2:x");
        assertThat(message.finishes())
                .singleElement()
                .satisfies(finish -> assertThat(finish.reason()).isEqualTo("tool_calls"));
        assertThat(message.choices()).isEqualTo(1);
        assertThat(message.calls()).isTrue();
        assertThat(message.tokens())
                .hasValueSatisfying(usage -> assertThat(usage.input()).isEqualTo(27));
    }

    @Test
    void findsWhatTheRouterMustKnowOfAnEvent() throws IOException {
        AnswerBody delta = MESSAGES.event(
                "content_block_delta",
                bytes(
                        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\"},\"index\":3}"));
        AnswerBody cited = MESSAGES.event(
                "content_block_delta",
                bytes(
                        "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"citations_delta\",\"citation\":{\"type\":\"page_location\",\"cited_text\":\"a quote\"}}}"));
        AnswerBody stop = MESSAGES.event("", bytes("{\"type\":\"content_block_stop\",\"index\":3}"));
        AnswerBody failed =
                MESSAGES.event("error", bytes("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}"));
        AnswerBody start = MESSAGES.event(
                "message_start",
                bytes(
                        "{\"type\":\"message_start\",\"message\":{\"role\":\"assistant\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":3}}}"));

        assertThat(delta.texts()).singleElement().satisfies(text -> {
            assertThat(text.channel()).isEqualTo(new Channel(0, Part.ARGUMENTS, 3));
            assertThat(delta.text(text)).isEqualTo("{\"a");
        });
        assertThat(cited.texts()).singleElement().satisfies(text -> {
            assertThat(text.channel()).isEqualTo(new Channel(0, Part.CITATION, 1));
            assertThat(cited.text(text)).isEqualTo("a quote");
        });
        assertThat(stop.ends())
                .contains(new Channel(0, Part.CONTENT, 3), new Channel(0, Part.ARGUMENTS, 3))
                .hasSize(3);
        assertThat(stop.event()).isEqualTo("content_block_stop");
        assertThat(failed.failed()).isTrue();
        assertThat(start.hasContent()).isFalse();
        assertThat(start.tokens()).isPresent();
        assertThat(MESSAGES.frame(stop).toString())
                .isEqualTo("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":3}\n\n");
    }

    @Test
    void whatIsNoJsonObjectMakesNoSense() {
        for (String wrong : List.of("[]", "{\"a\":1} 2", "{", "7")) {
            assertThatIOException().isThrownBy(() -> MESSAGES.answer(bytes(wrong)));
            assertThatIOException().isThrownBy(() -> MESSAGES.event("ping", bytes(wrong)));
        }
    }

    @Test
    void nothingOfAFilteredMessageIsLeftButItsCosts() throws IOException {
        assertThat(Json.tree(MESSAGES.filtered(MESSAGES.answer(bytes(MESSAGE))).bytes()))
                .isEqualTo(json("""
                        {"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[],
                         "stop_reason":"refusal","stop_sequence":null,
                         "usage":{"input_tokens":15,"cache_read_input_tokens":12,"output_tokens":21}}"""));
    }

    @Test
    void aMessageCutIntoEventsAndPutTogetherIsTheSame() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            JsonNode message = message(random);
            List<byte[]> events = MESSAGES.cut(MESSAGES.answer(Json.bytes(message)), true).stream()
                    .map(AnswerBody::bytes)
                    .toList();

            assertThat(Json.tree(MESSAGES.whole(events))).isEqualTo(message);
        }
    }

    @Test
    void aChatCompletionIsTheSameMessageInOnePieceAndInAnyPieces() throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            ObjectNode completion = completion(random);
            JsonNode whole = Json.tree(MESSAGES.fromChat(ChatFormat.CHAT.answer(Json.bytes(completion)), null)
                    .bytes());
            EventTranslation translation = MESSAGES.fromChatEvents(null);
            List<byte[]> events = new ArrayList<>();
            for (JsonNode chunk : chunks(completion, random)) {
                translation
                        .next(ChatFormat.CHAT.event("", Json.bytes(chunk)))
                        .forEach(event -> events.add(event.bytes()));
            }
            translation.end().forEach(event -> events.add(event.bytes()));

            assertThat(Json.tree(MESSAGES.whole(events))).isEqualTo(whole);
            assertBlocksFollowEachOther(events);
        }
    }

    @Test
    void callsWhoseArgumentsComeMixedUpStayApart() throws IOException {
        EventTranslation translation = MESSAGES.fromChatEvents(null);
        List<byte[]> events = new ArrayList<>();
        for (String calls : List.of(
                "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":\\\"}\"}}",
                "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{\"}}",
                "{\"index\":0,\"function\":{\"arguments\":\"{\\\"}\"}}",
                "{\"index\":1,\"function\":{\"arguments\":\"}\"}}")) {
            translation
                    .next(ChatFormat.CHAT.event(
                            "", bytes("{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[" + calls + "]}}]}")))
                    .forEach(event -> events.add(event.bytes()));
        }
        translation.end().forEach(event -> events.add(event.bytes()));

        assertThat(Json.tree(MESSAGES.whole(events)).path("content")).isEqualTo(json("""
                [{"type":"tool_use","id":"a","name":"f","input":{"x":"}{"}},{"type":"tool_use","id":"b","name":"g","input":{}}]"""));
        assertBlocksFollowEachOther(events);
    }

    @Test
    void anEarlyEndClosesWhatTheClientWasToldIsOpen() throws IOException {
        StreamVoice voice = MESSAGES.voice();
        List<AnswerBody> events = MESSAGES.cut(MESSAGES.answer(bytes(MESSAGE)), true);
        events.forEach(voice::heard);
        events.subList(0, 6).forEach(voice::saw);

        List<AnswerBody> end = voice.end(0, "content_filter");

        assertThat(end.stream().map(event -> new String(event.bytes(), StandardCharsets.UTF_8)))
                .containsExactly(
                        "{\"type\":\"content_block_stop\",\"index\":1}",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":21}}",
                        "{\"type\":\"message_stop\"}");
    }

    @Test
    void aMessageOfWhichNothingWasToldBeginsBeforeItEnds() throws IOException {
        StreamVoice voice = MESSAGES.voice();
        MESSAGES.cut(MESSAGES.answer(bytes(MESSAGE)), true).forEach(voice::heard);

        assertThat(voice.end(0, "length"))
                .extracting(AnswerBody::event)
                .containsExactly("message_start", "message_delta", "message_stop");
        assertThat(new String(
                        voice.late(new Channel(0, Part.CONTENT, 1), "x")
                                .getFirst()
                                .bytes(),
                        StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"x\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "API_KEY_INVALID,authentication_error",
        "CALLER_FORBIDDEN,permission_error",
        "REQUEST_INVALID,invalid_request_error",
        "BODY_TOO_LARGE,request_too_large",
        "MODEL_UNKNOWN,not_found_error",
        "RATE_LIMITED,rate_limit_error",
        "BUDGET_EXHAUSTED,billing_error",
        "PROVIDER_FAILED,overloaded_error",
        "PROVIDER_TIMED_OUT,timeout_error",
        "GUARDRAILS_AWAY,api_error",
        "INTERNAL,api_error"
    })
    void errorsHaveAnthropicsShape(RefusalReason reason, String type) throws IOException {
        assertThat(Json.tree(MESSAGES.error(reason.at("max_tokens", "Wrong.").retryAfter(Duration.ofSeconds(1)), "c1")))
                .isEqualTo(json(
                        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"max_tokens: Wrong.\"},\"request_id\":\"c1\"}"
                                .formatted(type)));
    }

    @Test
    void aProvidersOwnErrorInThisFormatIsPassedOn() {
        byte[] body = bytes("{\"type\":\"error\", \"error\":{}}");
        Refusal refusal = Refusal.ofProvider(
                400, new ProviderError(ProviderError.Kind.OTHER, "t", "", null, "m", "anthropic.messages", body));

        assertThat(MESSAGES.error(refusal, "c1")).isSameAs(body);
        assertThat(MESSAGES.errorEvent(refusal, "c1", 3).toString())
                .isEqualTo("event: error\ndata: {\"type\":\"error\", \"error\":{}}\n\n");
    }

    private static void assertBlocksFollowEachOther(List<byte[]> events) throws IOException {
        int open = -1;
        int next = 0;
        for (byte[] bytes : events) {
            JsonNode event = Json.tree(bytes);
            switch (event.path("type").asText()) {
                case "content_block_start" -> {
                    assertThat(open).isEqualTo(-1);
                    assertThat(event.path("index").asInt()).isEqualTo(next);
                    open = next++;
                }
                case "content_block_delta" ->
                    assertThat(event.path("index").asInt()).isEqualTo(open);
                case "content_block_stop" -> {
                    assertThat(event.path("index").asInt()).isEqualTo(open);
                    open = -1;
                }
                default -> assertThat(open).isEqualTo(-1);
            }
        }
    }

    private static JsonNode message(Random random) {
        ObjectNode message = Json.object().put("id", "m").put("type", "message").put("role", "assistant");
        message.put("model", "claude");
        ArrayNode content = message.putArray("content");
        for (int i = random.nextInt(4); i >= 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> content.addObject().put("type", "text").put("text", text(random));
                case 1 ->
                    content.addObject()
                            .put("type", "text")
                            .put("text", text(random))
                            .putArray("citations")
                            .addObject()
                            .put("cited_text", text(random));
                case 2 ->
                    content.addObject()
                            .put("type", "thinking")
                            .put("thinking", text(random))
                            .put("signature", text(random));
                case 3 -> content.addObject().put("type", "redacted_thinking").put("data", text(random));
                default ->
                    content.addObject()
                            .put("type", random.nextBoolean() ? "tool_use" : "server_tool_use")
                            .put("id", "t" + i)
                            .put("name", "f")
                            .putObject("input")
                            .put(text(random), text(random));
            }
        }
        message.put("stop_reason", "end_turn").putNull("stop_sequence");
        message.putObject("usage").put("input_tokens", 3).put("output_tokens", random.nextInt(9));
        return message;
    }

    private static String text(Random random) {
        return "a\"\\\u00e9 {}".substring(0, random.nextInt(7)) + random.nextInt(100);
    }

    private static ObjectNode completion(Random random) {
        ObjectNode completion = Json.object().put("id", "c").put("model", "m");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        ObjectNode said = choice.putObject("message").put("role", "assistant");
        if (random.nextBoolean()) {
            said.put("reasoning_content", text(random));
        }
        said.put("content", random.nextBoolean() ? text(random) : null);
        int calls = random.nextInt(3);
        for (int i = 0; i < calls; i++) {
            said.withArrayProperty("tool_calls")
                    .addObject()
                    .put("id", "t" + i)
                    .put("type", "function")
                    .putObject("function")
                    .put("name", "f" + i)
                    .put(
                            "arguments",
                            Json.object().put(text(random), text(random)).toString());
        }
        choice.put("finish_reason", random.nextBoolean() ? "stop" : "length");
        completion
                .putObject("usage")
                .put("prompt_tokens", 30)
                .put("completion_tokens", 5)
                .putObject("prompt_tokens_details")
                .put("cached_tokens", random.nextInt(30));
        return completion;
    }

    /** The completion as a provider might stream it. */
    private static List<JsonNode> chunks(ObjectNode completion, Random random) {
        List<JsonNode> chunks = new ArrayList<>();
        JsonNode said = completion.at("/choices/0/message");
        for (String member : List.of("reasoning_content", "content")) {
            for (String piece :
                    pieces(said.path(member).isTextual() ? said.path(member).textValue() : "", random)) {
                chunks.add(chunk(Json.object().put(member, piece), null));
            }
        }
        int index = 0;
        for (JsonNode call : said.path("tool_calls")) {
            ObjectNode head = call.deepCopy();
            head.put("index", index).withObjectProperty("function").put("arguments", "");
            chunks.add(chunk(Json.object().set("tool_calls", head.arrayNode().add(head)), null));
            for (String piece : pieces(call.at("/function/arguments").asText(), random)) {
                ObjectNode more = Json.object().put("index", index);
                more.putObject("function").put("arguments", piece);
                chunks.add(
                        chunk(Json.object().set("tool_calls", more.arrayNode().add(more)), null));
            }
            index++;
        }
        chunks.add(
                chunk(Json.object(), completion.at("/choices/0/finish_reason").asText()));
        ObjectNode last = Json.object().put("id", "c").put("model", "m");
        last.putArray("choices");
        last.set("usage", completion.get("usage"));
        chunks.add(last);
        return chunks;
    }

    private static JsonNode chunk(JsonNode delta, String finishReason) {
        ObjectNode chunk = Json.object().put("id", "c").put("model", "m");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        return chunk;
    }

    private static List<String> pieces(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(4));
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }

    private static JsonNode json(String text) throws IOException {
        return Json.tree(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
