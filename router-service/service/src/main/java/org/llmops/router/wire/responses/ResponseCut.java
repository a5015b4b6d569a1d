package org.llmops.router.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a whole response as the events of a stream: each text in one piece. */
final class ResponseCut {
    private ResponseCut() {}

    static List<ObjectNode> events(ObjectNode whole) {
        ObjectNode begun = whole.deepCopy();
        begun.remove(List.of("completed_at", "usage"));
        if (begun.has("incomplete_details")) {
            begun.putNull("incomplete_details");
        }
        ResponseWriter writer = new ResponseWriter(begun.put("status", "in_progress"));
        writer.begin();
        whole.path("output").forEach(item -> {
            if (item instanceof ObjectNode object) {
                replay(writer, object);
            }
        });
        JsonNode output = writer.response().path("output");
        writer.response().removeAll().setAll(whole);
        writer.response().set("output", output);
        writer.end();
        return writer.drain();
    }

    private static void replay(ResponseWriter writer, ObjectNode item) {
        String status = item.path("status").asText("completed");
        ObjectNode begun = item.deepCopy();
        if (item.hasNonNull("status")) {
            begun.put("status", "in_progress");
        }
        TextKind own = TextKind.ofItem(item.path("type").asText());
        if (own != null && item.path(own.member()).isTextual()) {
            OpenItem open = writer.open(begun.put(own.member(), ""));
            open.openText(own);
            say(open, item.path(own.member()).asText(), null);
            open.close(status);
        } else if (hasOnlyTexts(item.path("summary")) && hasOnlyTexts(item.path("content"))) {
            empty(begun, "summary");
            empty(begun, "content");
            OpenItem open = writer.open(begun);
            item.path("summary").forEach(part -> part(open, part));
            item.path("content").forEach(part -> part(open, part));
            open.close(status);
        } else {
            writer.open(begun).close(status);
        }
    }

    private static boolean hasOnlyTexts(JsonNode parts) {
        for (JsonNode part : parts) {
            if (TextKind.ofPart(part.path("type").asText()) == null) {
                return false;
            }
        }
        return true;
    }

    private static void empty(ObjectNode item, String member) {
        if (item.path(member).isArray()) {
            item.putArray(member);
        }
    }

    private static void part(OpenItem open, JsonNode part) {
        TextKind kind = TextKind.ofPart(part.path("type").asText());
        if (kind == null) {
            return;
        }
        ObjectNode begun = ((ObjectNode) part.deepCopy()).put(kind.member(), "");
        empty(begun, "logprobs");
        empty(begun, "annotations");
        open.openPart(kind, begun);
        JsonNode logprobs = part.path("logprobs");
        say(open, part.path(kind.member()).asText(), logprobs.isEmpty() ? null : logprobs);
        part.path("annotations").forEach(open::annotate);
        open.closeText();
    }

    private static void say(OpenItem open, String text, @Nullable JsonNode logprobs) {
        if (!text.isEmpty()) {
            open.say(text, logprobs);
        }
    }
}
