package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.llmops.router.body.Json;

/** Puts the events of a streamed message together to what the same call would have answered in one piece. */
final class MessageAssembly {
    private ObjectNode message = Json.object().put("type", "message").put("role", "assistant");
    private final Map<Integer, ObjectNode> blocks = new TreeMap<>();
    private final Map<Integer, StringBuilder> inputs = new TreeMap<>();

    private MessageAssembly() {}

    static byte[] of(List<byte[]> events) throws IOException {
        MessageAssembly assembly = new MessageAssembly();
        for (byte[] event : events) {
            assembly.add(Json.tree(event));
        }
        return Json.bytes(assembly.whole());
    }

    private void add(JsonNode event) {
        int index = event.path("index").asInt();
        switch (event.path("type").asText()) {
            case "message_start" -> {
                if (event.path("message") instanceof ObjectNode begun) {
                    message = begun;
                }
            }
            case "content_block_start" -> {
                if (event.path("content_block") instanceof ObjectNode begun) {
                    blocks.put(index, begun);
                }
            }
            case "content_block_delta" -> {
                ObjectNode block = blocks.get(index);
                if (block != null) {
                    add(index, block, event.path("delta"));
                }
            }
            case "message_delta" -> {
                event.path("delta").properties().forEach(member -> message.set(member.getKey(), member.getValue()));
                event.path("usage").properties().stream()
                        .filter(count -> !count.getValue().isNull())
                        .forEach(count -> message.withObjectProperty("usage").set(count.getKey(), count.getValue()));
            }
            default -> {}
        }
    }

    private void add(int index, ObjectNode block, JsonNode delta) {
        switch (delta.path("type").asText()) {
            case "text_delta" -> append(block, "text", delta);
            case "thinking_delta" -> append(block, "thinking", delta);
            case "signature_delta" -> append(block, "signature", delta);
            case "citations_delta" -> block.withArrayProperty("citations").add(delta.path("citation"));
            case "input_json_delta" ->
                inputs.computeIfAbsent(index, first -> new StringBuilder())
                        .append(delta.path("partial_json").asText());
            default -> {}
        }
    }

    private static void append(ObjectNode block, String member, JsonNode delta) {
        block.put(member, block.path(member).asText("") + delta.path(member).asText());
    }

    private ObjectNode whole() {
        inputs.forEach((index, json) -> {
            ObjectNode block = blocks.get(index);
            if (block != null && !json.isEmpty()) {
                block.set("input", input(json.toString()));
            }
        });
        message.putArray("content").addAll(blocks.values());
        return message;
    }

    /** An answer that was cut off may end in the middle of an input: what there is of it is kept as text. */
    private static JsonNode input(String json) {
        try {
            return Json.tree(Json.utf8(json));
        } catch (IOException cutOff) {
            return Json.object().textNode(json);
        }
    }
}
