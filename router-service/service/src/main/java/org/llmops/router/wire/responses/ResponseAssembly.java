package org.llmops.router.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.llmops.router.body.Json;

/**
 * Puts the events of a stream together to the response they tell. The last of them usually repeats everything; where it
 * does not, or never came, what was said before has to do.
 */
final class ResponseAssembly {
    private final Map<Integer, ObjectNode> items = new TreeMap<>();
    private ObjectNode response = Json.object().put("object", "response");

    void add(JsonNode event) {
        String type = event.path("type").asText("");
        TextKind piece = TextKind.ofDelta(type);
        if (piece != null) {
            append(piece, event);
        } else if (event.path("response") instanceof ObjectNode told) {
            response = told;
        } else if (type.startsWith("response.output_item.") && event.path("item") instanceof ObjectNode item) {
            items.put(event.path("output_index").asInt(), item);
        } else if (type.equals("response.content_part.done") || type.equals("response.reasoning_summary_part.done")) {
            boolean summary = event.has("summary_index");
            ArrayNode parts = parts(event, summary ? "summary" : "content");
            int position =
                    event.path(summary ? "summary_index" : "content_index").asInt();
            if (position < parts.size()) {
                parts.set(position, event.path("part"));
            }
        }
    }

    private void append(TextKind kind, JsonNode event) {
        String index = kind.index();
        ObjectNode holder;
        if (index == null) {
            holder = item(event);
        } else {
            ArrayNode parts = parts(event, kind == TextKind.SUMMARY ? "summary" : "content");
            int position = Math.min(event.path(index).asInt(), parts.size());
            if (position == parts.size()) {
                parts.addObject().put("type", type(kind));
            }
            holder = (ObjectNode) parts.get(position);
        }
        holder.put(
                kind.member(),
                holder.path(kind.member()).asText("") + event.path("delta").asText(""));
    }

    private static String type(TextKind kind) {
        return switch (kind) {
            case REFUSAL -> "refusal";
            case REASONING -> "reasoning_text";
            case SUMMARY -> "summary_text";
            default -> "output_text";
        };
    }

    private ObjectNode item(JsonNode event) {
        return items.computeIfAbsent(event.path("output_index").asInt(), first -> Json.object());
    }

    private ArrayNode parts(JsonNode event, String member) {
        ObjectNode item = item(event);
        return item.path(member) instanceof ArrayNode parts ? parts : item.putArray(member);
    }

    /** The response, as far as it was told. */
    ObjectNode response() {
        if (response.path("output").isEmpty() && !items.isEmpty()) {
            response.putArray("output").addAll(items.values());
        }
        return response;
    }
}
