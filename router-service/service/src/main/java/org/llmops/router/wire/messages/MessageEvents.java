package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Json;

/** The events of a stream, as the Messages API writes them. */
final class MessageEvents {
    private MessageEvents() {}

    /** A whole message as events: every block at once, but in the pieces that clients know how to put together. */
    static List<AnswerBody> of(byte[] message) throws IOException {
        ObjectNode whole = (ObjectNode) Json.tree(message);
        List<AnswerBody> events = new ArrayList<>();
        events.add(start(opening(whole)));
        int index = 0;
        for (JsonNode block : whole.path("content")) {
            block(events, index++, block);
        }
        ObjectNode ending = Json.object();
        ending.set("stop_reason", whole.path("stop_reason"));
        ending.set("stop_sequence", whole.path("stop_sequence"));
        events.add(delta(ending, whole.path("usage")));
        events.add(stop());
        return events;
    }

    private static ObjectNode opening(ObjectNode whole) {
        ObjectNode opening = whole.deepCopy();
        opening.putArray("content");
        opening.putNull("stop_reason");
        opening.putNull("stop_sequence");
        if (opening.path("usage") instanceof ObjectNode usage) {
            usage.put("output_tokens", 0);
        }
        return opening;
    }

    private static void block(List<AnswerBody> events, int index, JsonNode block) throws IOException {
        ObjectNode opening = block.deepCopy();
        List<ObjectNode> deltas = new ArrayList<>();
        switch (block.path("type").asText()) {
            case "text" -> {
                piece(opening, deltas, "text", "text_delta", "text");
                if (opening.path("citations").isArray()) {
                    block.path("citations").forEach(citation -> {
                        ObjectNode delta = Json.object().put("type", "citations_delta");
                        delta.set("citation", citation);
                        deltas.add(delta);
                    });
                    opening.putArray("citations");
                }
            }
            case "thinking" -> {
                piece(opening, deltas, "thinking", "thinking_delta", "thinking");
                piece(opening, deltas, "signature", "signature_delta", "signature");
            }
            default -> {
                if (block.path("input").isObject()) {
                    deltas.add(Json.object()
                            .put("type", "input_json_delta")
                            .put("partial_json", block.path("input").toString()));
                    opening.putObject("input");
                }
            }
        }
        events.add(blockStart(index, opening));
        for (ObjectNode delta : deltas) {
            events.add(blockDelta(index, delta));
        }
        events.add(blockStop(index));
    }

    private static void piece(ObjectNode opening, List<ObjectNode> deltas, String member, String type, String name) {
        String text = opening.path(member).asText("");
        if (!text.isEmpty()) {
            deltas.add(Json.object().put("type", type).put(name, text));
            opening.put(member, "");
        }
    }

    static AnswerBody start(JsonNode message) throws IOException {
        ObjectNode event = Json.object().put("type", "message_start");
        event.set("message", message);
        return told(event);
    }

    static AnswerBody blockStart(int index, JsonNode block) throws IOException {
        ObjectNode event = Json.object().put("type", "content_block_start").put("index", index);
        event.set("content_block", block);
        return told(event);
    }

    static AnswerBody blockDelta(int index, JsonNode delta) throws IOException {
        ObjectNode event = Json.object().put("type", "content_block_delta").put("index", index);
        event.set("delta", delta);
        return told(event);
    }

    /** A piece of a block's text. */
    static AnswerBody piece(int index, String type, String member, String text) throws IOException {
        return blockDelta(index, Json.object().put("type", type).put(member, text));
    }

    static AnswerBody blockStop(int index) throws IOException {
        return told(Json.object().put("type", "content_block_stop").put("index", index));
    }

    static AnswerBody delta(JsonNode ending, JsonNode usage) throws IOException {
        ObjectNode event = Json.object().put("type", "message_delta");
        event.set("delta", ending);
        if (usage.isObject()) {
            event.set("usage", usage);
        }
        return told(event);
    }

    static AnswerBody stop() throws IOException {
        return told(Json.object().put("type", "message_stop"));
    }

    private static AnswerBody told(ObjectNode event) throws IOException {
        return MessagesAnswerScan.event(event.path("type").asText(), Json.bytes(event));
    }
}
