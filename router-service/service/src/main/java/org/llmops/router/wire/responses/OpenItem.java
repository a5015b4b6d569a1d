package org.llmops.router.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.Json;

/** An item of the output while its texts come in. */
final class OpenItem {
    private final ResponseWriter writer;
    private final int index;
    private final ObjectNode item;
    private final StringBuilder said = new StringBuilder();
    private @Nullable TextKind kind;
    private ObjectNode part;
    private int position;

    OpenItem(ResponseWriter writer, int index, ObjectNode item) {
        this.writer = writer;
        this.index = index;
        this.item = item;
        this.part = item;
    }

    /** A text of this kind is being told. */
    boolean tells(TextKind wanted) {
        return kind == wanted;
    }

    /** Some text is being told. */
    boolean isTelling() {
        return kind != null;
    }

    /** The text that the item itself holds. */
    void openText(TextKind only) {
        kind = only;
    }

    /** The next part, a text that is still empty. */
    void openPart(TextKind next, ObjectNode empty) {
        closeText();
        kind = next;
        part = empty;
        ArrayNode parts = item.withArrayProperty(next == TextKind.SUMMARY ? "summary" : "content");
        position = parts.size();
        parts.add(empty);
        place(writer.event(partEvent(next) + ".added")).set("part", empty.deepCopy());
    }

    private static String partEvent(TextKind kind) {
        return kind == TextKind.SUMMARY ? "response.reasoning_summary_part" : "response.content_part";
    }

    /** The next piece of the text. */
    void say(String piece, @Nullable JsonNode logprobs) {
        TextKind told = told();
        said.append(piece);
        ObjectNode event = place(writer.event(told.delta())).put("delta", piece);
        if (told == TextKind.OUTPUT_TEXT) {
            event.set("logprobs", logprobs == null ? Json.object().arrayNode() : logprobs);
        }
        if (logprobs != null) {
            logprobs.forEach(part.withArrayProperty("logprobs")::add);
        }
    }

    /** The text refers to something. */
    void annotate(JsonNode annotation) {
        ArrayNode annotations = part.withArrayProperty("annotations");
        place(writer.event("response.output_text.annotation.added"))
                .put("annotation_index", annotations.size())
                .set("annotation", annotation);
        annotations.add(annotation);
    }

    /** The text is complete. */
    void closeText() {
        TextKind told = kind;
        if (told == null) {
            return;
        }
        part.put(told.member(), said.toString());
        ObjectNode done = place(writer.event(told.done())).put(told.member(), said.toString());
        if (told == TextKind.ARGUMENTS) {
            done.set("name", item.path("name"));
        }
        if (told == TextKind.OUTPUT_TEXT) {
            done.set("logprobs", part.path("logprobs").deepCopy());
        }
        if (part != item) {
            place(writer.event(partEvent(told) + ".done")).set("part", part.deepCopy());
        }
        kind = null;
        said.setLength(0);
    }

    /** The item is complete, or as complete as it will ever be. */
    void close(String status) {
        closeText();
        if (item.hasNonNull("status")) {
            item.put("status", status);
        }
        writer.event("response.output_item.done").put("output_index", index).set("item", item.deepCopy());
    }

    private TextKind told() {
        TextKind told = kind;
        if (told == null) {
            throw new IllegalStateException("No text is being told");
        }
        return told;
    }

    private ObjectNode place(ObjectNode event) {
        event.set("item_id", item.path("id"));
        event.put("output_index", index);
        String name = told().index();
        return name == null ? event : event.put(name, position);
    }
}
