package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.llmops.router.body.Json;

/** A whole chat completion as a message. */
final class ChatToMessage {
    private ChatToMessage() {}

    static byte[] translate(byte[] completion) throws IOException {
        JsonNode chat = Json.tree(completion);
        JsonNode choice = chat.path("choices").path(0);
        JsonNode said = choice.path("message");
        ObjectNode message = opening(chat);
        ArrayNode content = message.putArray("content");
        thinking(said, content);
        text(said, content);
        for (JsonNode call : said.path("tool_calls")) {
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", call.path("id").asText())
                    .put("name", call.path("function").path("name").asText())
                    .set("input", input(call.path("function").path("arguments").asText("")));
        }
        String reason = stopReason(
                said.path("refusal").isTextual(),
                !said.path("tool_calls").isEmpty(),
                choice.path("finish_reason").asText(""));
        message.put("stop_reason", reason).putNull("stop_sequence");
        message.set("usage", MessageUsage.ofChat(chat.path("usage")));
        return Json.bytes(message);
    }

    /** Some providers say that they stopped where others say that they wait for a tool. */
    static String stopReason(boolean refused, boolean calls, String finishReason) {
        if (refused) {
            return "refusal";
        }
        return StopReasons.ofChat(calls && finishReason.equals("stop") ? "tool_calls" : finishReason);
    }

    /** What a message begins with, whole or streamed. */
    static ObjectNode opening(JsonNode chat) {
        return Json.object()
                .put("id", chat.path("id").asText(""))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", chat.path("model").asText(""));
    }

    private static void thinking(JsonNode said, ArrayNode content) {
        JsonNode blocks = said.path("thinking_blocks");
        if (blocks.isArray() && !blocks.isEmpty()) {
            blocks.forEach(block -> content.add(signed(block)));
            return;
        }
        String thoughts =
                said.path("reasoning_content").asText(said.path("reasoning").asText(""));
        if (!thoughts.isEmpty()) {
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", thoughts)
                    .put("signature", "");
        }
    }

    /** Clients expect a signature even where nobody signed. */
    private static JsonNode signed(JsonNode block) {
        if (block instanceof ObjectNode thought
                && block.path("type").asText().equals("thinking")
                && !block.has("signature")) {
            return thought.put("signature", "");
        }
        return block;
    }

    private static void text(JsonNode said, ArrayNode content) {
        for (String member : new String[] {"content", "refusal"}) {
            JsonNode text = said.path(member);
            if (text.isTextual() && !text.textValue().isEmpty()) {
                content.addObject().put("type", "text").set("text", text);
            }
        }
    }

    /** Models may write arguments that are no JSON; what they wrote must not get lost. */
    static JsonNode input(String arguments) {
        try {
            JsonNode input = arguments.isBlank() ? Json.object() : Json.tree(Json.utf8(arguments));
            return input.isObject() ? input : Json.object().set("arguments", input);
        } catch (IOException notJson) {
            return Json.object().put("arguments", arguments);
        }
    }
}
