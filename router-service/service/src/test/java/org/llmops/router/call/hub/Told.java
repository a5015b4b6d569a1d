package org.llmops.router.call.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Json;
import org.llmops.router.call.StreamFailed;
import org.llmops.router.call.StreamReader;
import org.llmops.router.wire.chat.ChatFormat;

/** Chat completions reduced to what they mean: without made up ids and times, and without what is nothing. */
public final class Told {
    private static final List<String> MADE_UP =
            List.of("id", "created", "service_tier", "system_fingerprint", "refusal", "object");

    private Told() {}

    /** All that a stream tells, put together, however its bytes are cut. */
    public static JsonNode stream(StreamReader reader, byte[] bytes, int... cuts) throws IOException, StreamFailed {
        List<byte[]> events = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int end = i == cuts.length ? bytes.length : cuts[i];
            byte[] piece = java.util.Arrays.copyOfRange(bytes, start, end);
            reader.read(piece).stream().map(AnswerBody::bytes).forEach(events::add);
            start = end;
        }
        reader.end().stream().map(AnswerBody::bytes).forEach(events::add);
        return Json.tree(ChatFormat.CHAT.whole(events));
    }

    /** What a completion means. */
    public static JsonNode meaning(JsonNode completion) {
        JsonNode told = completion.deepCopy();
        if (told instanceof ObjectNode object) {
            object.remove(MADE_UP);
            for (JsonNode choice : object.path("choices")) {
                // Calls alone come without content, or with an empty one.
                if (choice.path("message").has("tool_calls")
                        && choice.path("message").path("content").asText().isEmpty()) {
                    ((ObjectNode) choice.path("message")).remove("content");
                }
            }
        }
        return without(told);
    }

    /** The JSON without nulls, zeros of details and whatever is empty then. */
    public static JsonNode without(JsonNode json) {
        if (json instanceof ObjectNode object) {
            ObjectNode kept = Json.object();
            object.properties().forEach(member -> {
                JsonNode value = without(member.getValue());
                boolean nothing = value.isNull()
                        || member.getKey().endsWith("_details") && value.isEmpty()
                        || member.getKey().equals("refusal");
                if (!nothing) {
                    kept.set(member.getKey(), details(member.getKey(), value));
                }
            });
            kept.properties()
                    .removeIf(member -> member.getKey().endsWith("_details")
                            && member.getValue().isEmpty());
            return kept;
        }
        if (json instanceof ArrayNode array) {
            ArrayNode kept = Json.object().arrayNode();
            array.forEach(element -> kept.add(without(element)));
            return kept;
        }
        // Numbers are the same however they are spelled, and as precise as the models that made them.
        return json.isFloatingPointNumber() ? Json.object().numberNode(json.floatValue()) : json;
    }

    private static JsonNode details(String name, JsonNode value) {
        if (name.endsWith("_details") && value instanceof ObjectNode counts) {
            counts.properties().removeIf(count -> count.getValue().asLong() == 0);
        }
        return value;
    }
}
