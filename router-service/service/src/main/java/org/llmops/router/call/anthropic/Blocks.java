package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;

/** Chat messages as blocks of the Messages API. */
final class Blocks {
    private Blocks() {}

    /** What a message says. A hint to the cache at a message is meant for its last block. */
    static ArrayNode said(JsonNode message, int position) throws BodyMalformed {
        ArrayNode blocks = Parts.blocks(message.path("content"), position);
        hint(message, blocks);
        return blocks;
    }

    private static void hint(JsonNode message, ArrayNode blocks) {
        if (message.hasNonNull("cache_control")
                && !blocks.isEmpty()
                && blocks.get(blocks.size() - 1) instanceof ObjectNode last) {
            last.set("cache_control", message.get("cache_control"));
        }
    }

    /** What the model thought, said, and the tools it called. */
    static ArrayNode assistant(JsonNode message, int position) throws BodyMalformed {
        ArrayNode blocks = thoughts(message);
        blocks.addAll(Parts.blocks(message.path("content"), position));
        for (JsonNode call : message.path("tool_calls")) {
            call(blocks, call.path("id").asText(), call.path("function"), position);
            if (call.hasNonNull("cache_control")) {
                ((ObjectNode) blocks.get(blocks.size() - 1)).set("cache_control", call.get("cache_control"));
            }
        }
        JsonNode old = message.path("function_call");
        if (old.isObject()) {
            call(blocks, old.path("name").asText(), old, position);
        }
        hint(message, blocks);
        return blocks;
    }

    private static void call(ArrayNode blocks, String id, JsonNode function, int position) throws BodyMalformed {
        blocks.addObject()
                .put("type", "tool_use")
                .put("id", id)
                .put("name", function.path("name").asText())
                .set("input", arguments(function.path("arguments").asText(), position));
    }

    /** Signed thoughts alone: for others the API has no words. A stream's client may know what it signs only apart. */
    private static ArrayNode thoughts(JsonNode message) {
        ArrayNode signed = Json.object().arrayNode();
        JsonNode blocks = message.path("thinking_blocks");
        for (JsonNode block : blocks) {
            if (block instanceof ObjectNode thought && ForeignThoughts.isAnthropics(block)) {
                boolean apart = block.path("type").asText().equals("thinking")
                        && block.path("thinking").asText("").isEmpty()
                        && blocks.size() == 1;
                signed.add(
                        apart
                                ? thought.deepCopy()
                                        .put(
                                                "thinking",
                                                message.path("reasoning_content")
                                                        .asText(""))
                                : thought);
            }
        }
        return signed;
    }

    /** The API wants the thought that led to a call back with it. */
    static boolean callsWithoutThought(ArrayNode assistant) {
        boolean calls = false;
        for (JsonNode block : assistant) {
            switch (block.path("type").asText()) {
                case "thinking", "redacted_thinking" -> {
                    return false;
                }
                case "tool_use" -> calls = true;
                default -> {}
            }
        }
        return calls;
    }

    private static JsonNode arguments(String arguments, int message) throws BodyMalformed {
        try {
            JsonNode input = arguments.isBlank() ? Json.object() : Json.tree(Json.utf8(arguments));
            if (input.isObject()) {
                return input;
            }
        } catch (IOException notJson) {
            // Told below, together with JSON that is no object.
        }
        throw new BodyMalformed(
                "messages[" + message + "].tool_calls", "The arguments of a tool call must be a JSON object.");
    }

    static ArrayNode toolResult(JsonNode message, int position) throws BodyMalformed {
        ArrayNode blocks = Json.object().arrayNode();
        ObjectNode result = blocks.addObject()
                .put("type", "tool_result")
                .put(
                        "tool_use_id",
                        message.path("tool_call_id").asText(message.path("name").asText("")));
        result.set("content", Parts.blocks(message.path("content"), position));
        if (message.path("is_error").asBoolean()) {
            result.put("is_error", true);
        }
        hint(message, blocks);
        return blocks;
    }
}
