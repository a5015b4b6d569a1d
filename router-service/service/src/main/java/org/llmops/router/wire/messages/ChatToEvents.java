package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Json;
import org.llmops.router.wire.EventTranslation;

/**
 * Chat completion chunks as the events of a message. Blocks follow each other there: where a model writes the arguments
 * of two calls at once, those of the second wait until the first is complete.
 */
final class ChatToEvents implements EventTranslation {
    private static final int MAX_CALLS = 1_000;
    private final TreeMap<Integer, ToolCall> calls = new TreeMap<>();
    private final List<JsonNode> deferred = new ArrayList<>(0);
    private String kind = "";
    private int index = -1;
    private int openCall = -1;
    private boolean begun;
    private boolean refused;
    private String finishReason = "";
    private ObjectNode usage = Json.object().put("output_tokens", 0);

    @Override
    public List<AnswerBody> next(AnswerBody chunk) throws IOException {
        JsonNode chat = Json.tree(chunk.bytes());
        List<AnswerBody> events = new ArrayList<>();
        if (!begun) {
            begin(events, chat);
        }
        if (chat.path("usage").isObject()) {
            usage = MessageUsage.ofChat(chat.path("usage"));
        }
        for (JsonNode choice : chat.path("choices")) {
            if (choice.path("index").asInt() == 0) {
                choice(events, choice);
            }
        }
        return events;
    }

    private void begin(List<AnswerBody> events, JsonNode chat) throws IOException {
        begun = true;
        ObjectNode message = ChatToMessage.opening(chat);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.putObject("usage").put("input_tokens", 0).put("output_tokens", 0);
        events.add(MessageEvents.start(message));
    }

    private void choice(List<AnswerBody> events, JsonNode choice) throws IOException {
        JsonNode said = choice.path("delta");
        if (isBusy()) {
            deferred.add(said);
        } else {
            say(events, said);
        }
        int position = 0;
        for (JsonNode call : said.path("tool_calls")) {
            call(events, Math.clamp(call.path("index").asInt(position), 0, MAX_CALLS), call);
            position++;
        }
        refused |= !string(said, "refusal").isEmpty();
        finishReason = choice.path("finish_reason").asText(finishReason);
    }

    private void say(List<AnswerBody> events, JsonNode said) throws IOException {
        thinking(events, said);
        text(events, string(said, "content"));
        text(events, string(said, "refusal"));
    }

    private static String string(JsonNode said, String member) {
        return said.path(member).isTextual() ? said.path(member).textValue() : "";
    }

    /** Blocks that bring their thoughts along say them a second time; others only sign what was said before. */
    private void thinking(List<AnswerBody> events, JsonNode said) throws IOException {
        boolean inBlocks = false;
        for (JsonNode block : said.path("thinking_blocks")) {
            inBlocks |= !string(block, "thinking").isEmpty();
        }
        String plain = string(said, "reasoning_content");
        if (!inBlocks) {
            thought(events, plain.isEmpty() ? string(said, "reasoning") : plain);
        }
        for (JsonNode block : said.path("thinking_blocks")) {
            if (block.path("type").asText().equals("redacted_thinking")) {
                close(events);
                open(events, "redacted_thinking", block);
                close(events);
                continue;
            }
            thought(events, string(block, "thinking"));
            String signature = string(block, "signature");
            if (!signature.isEmpty()) {
                openThinking(events);
                events.add(MessageEvents.piece(index, "signature_delta", "signature", signature));
                close(events);
            }
        }
    }

    private void thought(List<AnswerBody> events, String text) throws IOException {
        if (!text.isEmpty()) {
            openThinking(events);
            events.add(MessageEvents.piece(index, "thinking_delta", "thinking", text));
        }
    }

    private void openThinking(List<AnswerBody> events) throws IOException {
        if (!kind.equals("thinking")) {
            open(
                    events,
                    "thinking",
                    Json.object().put("type", "thinking").put("thinking", "").put("signature", ""));
        }
    }

    private void text(List<AnswerBody> events, String text) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        if (!kind.equals("text")) {
            open(events, "text", Json.object().put("type", "text").put("text", ""));
        }
        events.add(MessageEvents.piece(index, "text_delta", "text", text));
    }

    private void call(List<AnswerBody> events, int position, JsonNode told) throws IOException {
        ToolCall call = calls.computeIfAbsent(position, first -> new ToolCall());
        String arguments = call.hear(string(told, "id"), told.path("function"));
        if (position == openCall && kind.equals("tool_use")) {
            arguments(events, arguments);
        } else {
            call.keep(arguments);
        }
        for (var next = calls.higherEntry(openCall); next != null && !isBusy(); next = calls.higherEntry(openCall)) {
            if (!next.getValue().isNamed()) {
                return;
            }
            open(events, next.getKey(), next.getValue());
        }
    }

    /** A call is open whose arguments are not complete: nothing else can be told before its end. */
    private boolean isBusy() {
        ToolCall open = calls.get(openCall);
        return open != null && kind.equals("tool_use") && !open.isComplete();
    }

    private void open(List<AnswerBody> events, int position, ToolCall call) throws IOException {
        open(events, "tool_use", call.block());
        openCall = position;
        arguments(events, call.kept());
    }

    private void arguments(List<AnswerBody> events, String json) throws IOException {
        if (!json.isEmpty()) {
            events.add(MessageEvents.piece(index, "input_json_delta", "partial_json", json));
        }
    }

    private void open(List<AnswerBody> events, String opened, JsonNode block) throws IOException {
        close(events);
        index++;
        kind = opened;
        events.add(MessageEvents.blockStart(index, block));
    }

    private void close(List<AnswerBody> events) throws IOException {
        if (!kind.isEmpty()) {
            kind = "";
            events.add(MessageEvents.blockStop(index));
        }
    }

    @Override
    public List<AnswerBody> end() throws IOException {
        List<AnswerBody> events = new ArrayList<>();
        if (!begun) {
            begin(events, Json.object());
        }
        for (Map.Entry<Integer, ToolCall> call : calls.entrySet()) {
            if (!call.getValue().isTold()) {
                open(events, call.getKey(), call.getValue());
            }
        }
        for (JsonNode said : deferred) {
            say(events, said);
        }
        close(events);
        String reason = ChatToMessage.stopReason(refused, !calls.isEmpty(), finishReason);
        ObjectNode ending = Json.object().put("stop_reason", reason).putNull("stop_sequence");
        events.add(MessageEvents.delta(ending, usage));
        events.add(MessageEvents.stop());
        return events;
    }
}
