package org.llmops.router.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;

/**
 * Tells a chat completion, whole or chunk by chunk, as a response. What the model thinks, says and calls are items of
 * their own: one ends where the next begins, but calls stay open to the end, because their pieces may come in turns.
 */
final class ChatToEvents {
    private final JsonNode request;
    private final Map<Integer, OpenItem> calls = new TreeMap<>();
    private final ArrayNode signed = Json.object().arrayNode();
    private @Nullable ResponseWriter writer;
    private @Nullable OpenItem thinking;
    private @Nullable ObjectNode thought;
    private @Nullable OpenItem message;
    private @Nullable TokenUsage usage;
    private String finish = "";
    private String id = "";

    /**
     * @param request in the words of the Responses API
     */
    ChatToEvents(JsonNode request) {
        this.request = request;
    }

    /** The events that a chunk, or a whole completion, amounts to. */
    List<ObjectNode> next(JsonNode chat, @Nullable TokenUsage told) {
        ResponseWriter out = begun(chat);
        usage = told == null ? usage : told;
        for (JsonNode choice : chat.path("choices")) {
            // A response has one answer only.
            if (choice.path("index").asInt() == 0) {
                choice(out, choice);
            }
        }
        return out.drain();
    }

    private ResponseWriter begun(JsonNode chat) {
        ResponseWriter out = writer;
        if (out == null) {
            out = new ResponseWriter(ResponseEnvelope.of(chat, request));
            id = chat.path("id").asText("");
            writer = out;
            out.begin();
        }
        if (chat.hasNonNull("service_tier")) {
            out.response().set("service_tier", chat.path("service_tier"));
        }
        return out;
    }

    private void choice(ResponseWriter out, JsonNode choice) {
        JsonNode said = choice.has("delta") ? choice.path("delta") : choice.path("message");
        think(out, said);
        JsonNode logprobs = choice.path("logprobs").path("content");
        speak(out, TextKind.OUTPUT_TEXT, said.path("content"), logprobs.isEmpty() ? null : logprobs);
        speak(out, TextKind.REFUSAL, said.path("refusal"), null);
        annotate(said.path("annotations"));
        int position = 0;
        for (JsonNode call : said.path("tool_calls")) {
            call(out, call, call.path("index").asInt(position));
            position++;
        }
        finish = choice.path("finish_reason").asText("null").equals("null")
                ? finish
                : choice.path("finish_reason").asText();
    }

    private void think(ResponseWriter out, JsonNode said) {
        JsonNode blocks = said.path("thinking_blocks");
        boolean inBlocks = false;
        for (JsonNode block : blocks) {
            inBlocks |= !block.path("thinking").asText("").isEmpty();
        }
        if (!inBlocks) {
            String plain = said.path("reasoning_content").asText("");
            muse(out, plain.isEmpty() ? said.path("reasoning").asText("") : plain);
        }
        for (JsonNode block : blocks) {
            if (inBlocks) {
                muse(out, block.path("thinking").asText(""));
            }
            seal(out, block);
        }
    }

    private void muse(ResponseWriter out, String text) {
        if (text.isEmpty()) {
            return;
        }
        OpenItem item = thinking(out);
        if (!item.tells(TextKind.SUMMARY)) {
            item.openPart(
                    TextKind.SUMMARY, Json.object().put("type", "summary_text").put("text", ""));
        }
        item.say(text, null);
    }

    /** A signature ends its thought: what follows is another. */
    private void seal(ResponseWriter out, JsonNode block) {
        boolean signature = !block.path("signature").asText("").isEmpty();
        if (signature || block.has("data")) {
            OpenItem item = thinking(out);
            signed.add(block);
            if (signature) {
                item.closeText();
            }
        }
    }

    private OpenItem thinking(ResponseWriter out) {
        OpenItem item = thinking;
        if (item == null) {
            endMessage("completed");
            ObjectNode reasoning = Json.object().put("id", id("rs_", out)).put("type", "reasoning");
            reasoning.putArray("summary");
            thought = reasoning;
            item = out.open(reasoning);
            thinking = item;
        }
        return item;
    }

    private void endThinking() {
        OpenItem item = thinking;
        ObjectNode reasoning = thought;
        if (item != null && reasoning != null) {
            item.closeText();
            ThinkingSeal.close(signed).ifPresent(seal -> reasoning.put("encrypted_content", seal));
            item.close("completed");
            signed.removeAll();
            thinking = null;
        }
    }

    private void speak(ResponseWriter out, TextKind kind, JsonNode text, @Nullable JsonNode logprobs) {
        if (!text.asText("").isEmpty() && text.isTextual()) {
            OpenItem item = message(out);
            if (!item.tells(kind)) {
                item.openPart(kind, emptyPart(kind));
            }
            item.say(text.asText(), logprobs);
        }
    }

    private static ObjectNode emptyPart(TextKind kind) {
        if (kind == TextKind.REFUSAL) {
            return Json.object().put("type", "refusal").put("refusal", "");
        }
        ObjectNode part = Json.object().put("type", "output_text");
        part.putArray("annotations");
        part.putArray("logprobs");
        return part.put("text", "");
    }

    private OpenItem message(ResponseWriter out) {
        OpenItem item = message;
        if (item == null) {
            endThinking();
            ObjectNode said = Json.object()
                    .put("id", id("msg_", out))
                    .put("type", "message")
                    .put("status", "in_progress")
                    .put("role", "assistant");
            said.putArray("content");
            item = out.open(said);
            message = item;
        }
        return item;
    }

    private void endMessage(String status) {
        OpenItem item = message;
        if (item != null) {
            item.close(status);
            message = null;
        }
    }

    /** In a chat, what a citation says is one level deeper. */
    private void annotate(JsonNode annotations) {
        OpenItem item = message;
        if (item == null || !item.tells(TextKind.OUTPUT_TEXT)) {
            return;
        }
        for (JsonNode annotation : annotations) {
            String type = annotation.path("type").asText();
            ObjectNode flat = Json.object().put("type", type);
            if (annotation.path(type) instanceof ObjectNode nested) {
                flat.setAll(nested);
                item.annotate(flat);
            } else {
                item.annotate(annotation);
            }
        }
    }

    private void call(ResponseWriter out, JsonNode call, int index) {
        boolean custom = call.has("custom");
        JsonNode called = call.path(custom ? "custom" : "function");
        OpenItem item = calls.get(index);
        if (item == null) {
            endThinking();
            endMessage("completed");
            item = open(out, call, called, custom);
            calls.put(index, item);
        }
        String piece = called.path(custom ? "input" : "arguments").asText("");
        if (!piece.isEmpty()) {
            item.say(piece, null);
        }
    }

    private OpenItem open(ResponseWriter out, JsonNode call, JsonNode called, boolean custom) {
        TextKind kind = custom ? TextKind.CUSTOM_INPUT : TextKind.ARGUMENTS;
        ObjectNode item = Json.object()
                .put("id", id(custom ? "ctc_" : "fc_", out))
                .put("type", custom ? "custom_tool_call" : "function_call");
        if (!custom) {
            item.put("status", "in_progress");
        }
        item.set("call_id", call.path("id"));
        item.put("name", called.path("name").asText("")).put(kind.member(), "");
        OpenItem opened = out.open(item);
        opened.openText(kind);
        return opened;
    }

    private String id(String prefix, ResponseWriter out) {
        return prefix + id + "_" + out.items();
    }

    /** The events that end the response. */
    List<ObjectNode> end() {
        ResponseWriter out = begun(Json.object());
        if (out.items() == 0) {
            // An empty answer is an answer too.
            message(out).openPart(TextKind.OUTPUT_TEXT, emptyPart(TextKind.OUTPUT_TEXT));
        }
        endThinking();
        ResponseEnvelope.finish(out.response(), finish);
        String status = out.response().path("status").asText();
        endMessage(status);
        calls.values().forEach(call -> call.close(status));
        if (usage != null) {
            out.response().set("usage", ResponsesUsage.of(usage));
        }
        out.end();
        return out.drain();
    }

    /** Everything, in one piece. */
    ObjectNode response() {
        ResponseWriter out = begun(Json.object());
        return out.response();
    }
}
