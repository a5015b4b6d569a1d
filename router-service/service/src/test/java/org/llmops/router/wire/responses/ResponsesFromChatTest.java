package org.llmops.router.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.router.wire.chat.ChatFormat.CHAT;
import static org.llmops.router.wire.responses.ResponsesFormat.RESPONSES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.wire.EventTranslation;
import org.llmops.router.wire.Fixtures;

class ResponsesFromChatTest {
    private static final String REQUEST = "{\"model\":\"route:x\",\"input\":\"Hi\"}";

    static Stream<JsonNode> answers() {
        return Fixtures.cases("openai/translations.json", "answers");
    }

    static Stream<JsonNode> streams() {
        return Fixtures.cases("openai/translations.json", "streams");
    }

    @ParameterizedTest
    @MethodSource("answers")
    void tellsWhatOthersTell(JsonNode translation) throws Exception {
        JsonNode response = fromChat(translation.path("chat"));
        ObjectNode expected = translation.path("response").deepCopy();
        // Ids and times are the gateway's own, and the model is whoever answered.
        expected.remove(List.of("id", "created_at", "model"));
        expected.path("output").forEach(item -> ((ObjectNode) item).remove("id"));
        ArrayNode told = ((ObjectNode) response).withArrayProperty("output");
        if (told.get(0).path("type").asText().equals("reasoning")) {
            assertThat(told.remove(0).at("/summary/0/text").asText())
                    .isEqualTo(
                            translation.at("/chat/choices/0/message/reasoning").asText());
        }

        assertThat(Fixtures.covers(response, expected))
                .as(response.toPrettyString())
                .isTrue();
        assertThat(RESPONSES.answer(Json.bytes(response)).tokens())
                .hasValueSatisfying(usage -> assertThat(usage.input())
                        .isEqualTo(translation.at("/chat/usage/prompt_tokens").asLong()));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void streamsWhatOthersStream(JsonNode translation) throws Exception {
        List<JsonNode> told = stream(translation.path("chunks"), request(REQUEST));
        List<JsonNode> expected = new ArrayList<>();
        translation.path("events").forEach(expected::add);

        for (String type : List.of("response.output_text.delta", "response.function_call_arguments.delta")) {
            assertThat(said(told, type)).isEqualTo(said(expected, type));
        }
        assertThat(arguments(told)).isEqualTo(arguments(expected));
        JsonNode usage = told.getLast().at("/response/usage");
        assertThat(Fixtures.covers(usage, expected.getLast().at("/response/usage")))
                .isTrue();
        assertThat(told.getLast().at("/response/status").asText()).isEqualTo("completed");
    }

    private static String said(List<JsonNode> events, String type) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .map(event -> event.path("delta").asText())
                .collect(Collectors.joining());
    }

    private static List<String> arguments(List<JsonNode> events) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals("response.function_call_arguments.done"))
                .map(event ->
                        event.path("name").asText() + event.path("arguments").asText())
                .toList();
    }

    @Test
    void aResponseRepeatsWhatWasAskedFor() throws Exception {
        JsonNode response = answered("""
                {"model":"route:x","input":"Hi","instructions":"Be brief","tools":[{"type":"function","name":"f","parameters":null,"strict":null}],
                 "temperature":0.2,"metadata":{"a":"b"},"reasoning":{"effort":"low"},"text":{"verbosity":"low"},"user":"u"}""");

        assertThat(response).isEqualTo(Fixtures.json("""
                {"id":"resp_c1","object":"response","created_at":7,"status":"completed","background":false,"error":null,
                 "incomplete_details":null,"instructions":"Be brief","max_output_tokens":null,"model":"m","output":[
                  {"id":"msg_c1_0","type":"message","status":"completed","role":"assistant",
                   "content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"Hello"}]}],
                 "parallel_tool_calls":true,"previous_response_id":null,"reasoning":{"effort":"low","summary":null},"service_tier":"default",
                 "store":false,"temperature":0.2,"text":{"verbosity":"low","format":{"type":"text"}},"tool_choice":"auto",
                 "tools":[{"type":"function","name":"f","parameters":null,"strict":null}],"top_p":1.0,"truncation":"disabled",
                 "usage":{"input_tokens":5,"input_tokens_details":{"cached_tokens":2,"cache_write_tokens":0},"output_tokens":3,
                  "output_tokens_details":{"reasoning_tokens":1},"total_tokens":8},"metadata":{"a":"b"},"user":"u"}"""));
    }

    private static JsonNode answered(String request) throws Exception {
        AnswerBody chat = CHAT.answer(Json.utf8("""
                {"id":"c1","created":7,"model":"m","service_tier":"default","choices":[{"index":0,"finish_reason":"stop",
                 "message":{"role":"assistant","content":"Hello","refusal":null}}],
                 "usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8,"prompt_tokens_details":{"cached_tokens":2},
                  "completion_tokens_details":{"reasoning_tokens":1}}}"""));
        return Fixtures.tree(RESPONSES.fromChat(chat, request(request)).bytes());
    }

    @ParameterizedTest
    @CsvSource({
        "stop, completed, '', stop",
        "tool_calls, completed, '', stop",
        "length, incomplete, max_output_tokens, length",
        "content_filter, incomplete, content_filter, content_filter"
    })
    void saysHowItEnded(String finish, String status, String reason, String word) throws Exception {
        ObjectNode chat = Fixtures.json("{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"x\"}}]}");
        ((ObjectNode) chat.at("/choices/0")).put("finish_reason", finish);
        AnswerBody response = RESPONSES.fromChat(CHAT.answer(Json.bytes(chat)), request(REQUEST));
        JsonNode told = Fixtures.tree(response.bytes());

        assertThat(told.path("status").asText()).isEqualTo(status);
        assertThat(told.at("/incomplete_details/reason").asText()).isEqualTo(reason);
        assertThat(told.at("/output/0/status").asText()).isEqualTo(status);
        assertThat(response.finishes())
                .singleElement()
                .satisfies(end -> assertThat(end.reason()).isEqualTo(word));
    }

    @Test
    void tellsAStreamStepByStep() throws Exception {
        List<JsonNode> told = stream(Fixtures.tree(Json.utf8("""
                [{"id":"c","model":"m","created":7,"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]},
                 {"id":"c","choices":[{"index":0,"delta":{"reasoning_content":"Hm"}}]},
                 {"id":"c","choices":[{"index":0,"delta":{"content":"Hel"},"logprobs":{"content":[{"token":"Hel","logprob":-1}]}}]},
                 {"id":"c","choices":[{"index":0,"delta":{"content":"lo"}}]},
                 {"id":"c","choices":[{"index":0,"delta":{"annotations":[{"type":"url_citation","url_citation":{"url":"u","start_index":0}}]}}]},
                 {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t0","type":"function","function":{"name":"f","arguments":""}}]}}]},
                 {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"t1","type":"function","function":{"name":"g","arguments":"{"}}]}}]},
                 {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}}]},
                 {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"}"}}]}}]},
                 {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]},
                 {"id":"c","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}]""")), request(REQUEST));

        assertThat(told.stream().map(event -> event.path("type").asText().substring("response.".length())))
                .containsExactly(
                        "created",
                        "in_progress",
                        "output_item.added",
                        "reasoning_summary_part.added",
                        "reasoning_summary_text.delta",
                        "reasoning_summary_text.done",
                        "reasoning_summary_part.done",
                        "output_item.done",
                        "output_item.added",
                        "content_part.added",
                        "output_text.delta",
                        "output_text.delta",
                        "output_text.annotation.added",
                        "output_text.done",
                        "content_part.done",
                        "output_item.done",
                        "output_item.added",
                        "output_item.added",
                        "function_call_arguments.delta",
                        "function_call_arguments.delta",
                        "function_call_arguments.delta",
                        "function_call_arguments.done",
                        "output_item.done",
                        "function_call_arguments.done",
                        "output_item.done",
                        "completed");
        assertThat(told.stream().map(event -> event.path("sequence_number").asInt()))
                .containsExactlyElementsOf(
                        Stream.iterate(0, i -> i + 1).limit(told.size()).toList());
        assertThat(told.get(11)).isEqualTo(Fixtures.json("""
                {"type":"response.output_text.delta","sequence_number":11,"item_id":"msg_c_1","output_index":1,"content_index":0,
                 "delta":"lo","logprobs":[]}"""));
        JsonNode output = told.getLast().at("/response/output");
        assertThat(output.findValuesAsText("arguments")).containsExactly("{}", "{}");
        assertThat(output.get(1).at("/content/0/annotations/0/url").asText()).isEqualTo("u");
        assertThat(output.get(1).at("/content/0/logprobs/0/token").asText()).isEqualTo("Hel");
    }

    /** However a completion is cut into chunks, the stream tells the very response that the whole would have been. */
    @Test
    void streamsTellWhatWholeAnswersTell() throws Exception {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            ObjectNode chat = completion(random);
            JsonNode whole = fromChat(chat);
            List<JsonNode> events = stream(chunks(chat, random), request(REQUEST));

            assertThat(events.getLast().path("response")).isEqualTo(whole);
            assertThat(Fixtures.tree(
                            RESPONSES.whole(events.stream().map(Json::bytes).toList())))
                    .isEqualTo(whole);
        }
    }

    private static ObjectNode completion(Random random) {
        ObjectNode chat = Json.object()
                .put("id", "c" + random.nextInt(9))
                .put("created", 5)
                .put("model", "m");
        ObjectNode choice = chat.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (random.nextBoolean()) {
            message.put("reasoning_content", text(random));
        }
        message.put("content", random.nextInt(4) == 0 ? "" : text(random));
        if (random.nextInt(5) == 0) {
            message.put("refusal", text(random));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            message.withArrayProperty("tool_calls")
                    .addObject()
                    .put("id", "t" + i)
                    .put("type", "function")
                    .putObject("function")
                    .put("name", "f" + i)
                    .put("arguments", text(random));
        }
        choice.put(
                "finish_reason",
                List.of("stop", "length", "content_filter", "tool_calls").get(random.nextInt(4)));
        chat.putObject("usage")
                .put("prompt_tokens", 4)
                .put("completion_tokens", 2)
                .put("total_tokens", 6);
        return chat;
    }

    private static String text(Random random) {
        return random.ints(1 + random.nextInt(12), 0, 6)
                .mapToObj(i -> List.of("a", "\"", "é", "😀", "\\", " ").get(i))
                .collect(Collectors.joining());
    }

    private static JsonNode chunks(ObjectNode chat, Random random) {
        ArrayNode chunks = Json.object().arrayNode();
        JsonNode message = chat.at("/choices/0/message");
        chunk(chunks, chat).put("role", "assistant").put("content", "");
        for (String member : List.of("reasoning_content", "content", "refusal")) {
            pieces(message.path(member).asText(""), random)
                    .forEach(piece -> chunk(chunks, chat).put(member, piece));
        }
        int index = 0;
        for (JsonNode call : message.path("tool_calls")) {
            ObjectNode opening = call.deepCopy();
            ((ObjectNode) opening.path("function")).put("arguments", "");
            chunk(chunks, chat).putArray("tool_calls").add(opening.put("index", index));
            int position = index;
            pieces(call.at("/function/arguments").asText(), random)
                    .forEach(piece -> chunk(chunks, chat)
                            .putArray("tool_calls")
                            .addObject()
                            .put("index", position)
                            .putObject("function")
                            .put("arguments", piece));
            index++;
        }
        chunk(chunks, chat);
        ((ObjectNode) chunks.get(chunks.size() - 1).at("/choices/0"))
                .set("finish_reason", chat.at("/choices/0/finish_reason"));
        ObjectNode last = chunks.addObject().put("id", chat.path("id").asText());
        last.putArray("choices");
        last.set("usage", chat.path("usage"));
        return chunks;
    }

    private static ObjectNode chunk(ArrayNode chunks, ObjectNode chat) {
        ObjectNode chunk = chunks.addObject();
        chunk.set("id", chat.path("id"));
        chunk.set("created", chat.path("created"));
        chunk.set("model", chat.path("model"));
        return chunk.putArray("choices")
                .addObject()
                .put("index", 0)
                .putNull("finish_reason")
                .putObject("delta");
    }

    private static List<String> pieces(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(4));
            // A character is never cut into halves by a JSON string.
            end += end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? 1 : 0;
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }

    private static JsonNode fromChat(JsonNode chat) throws Exception {
        return Fixtures.tree(RESPONSES
                .fromChat(CHAT.answer(Json.bytes(chat)), request(REQUEST))
                .bytes());
    }

    private static List<JsonNode> stream(JsonNode chunks, RequestBody request) throws IOException {
        EventTranslation translation = RESPONSES.fromChatEvents(request);
        List<AnswerBody> events = new ArrayList<>();
        for (JsonNode chunk : chunks) {
            events.addAll(translation.next(CHAT.event("", Json.bytes(chunk))));
        }
        events.addAll(translation.end());
        return Fixtures.trees(events);
    }

    private static RequestBody request(String json) throws BodyMalformed {
        return RESPONSES.request(Json.utf8(json));
    }
}
