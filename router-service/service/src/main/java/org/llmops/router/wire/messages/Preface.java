package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.llmops.router.body.Json;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Splice;

/** Puts a prompt's messages in front of the client's own: its instructions to the system's, the others to the turns. */
final class Preface {
    private static final byte[] TEXT_BLOCK = Json.utf8("{\"type\":\"text\",\"text\":");

    private Preface() {}

    static ObjectNode put(RequestBody request, Splice edits, List<JsonNode> messages) {
        ArrayNode system = Json.object().arrayNode();
        ArrayNode turns = Json.object().arrayNode();
        for (JsonNode message : messages) {
            String role = message.path("role").asText();
            if (role.equals("system") || role.equals("developer")) {
                system.addObject().put("type", "text").set("text", message.path("content"));
            } else {
                turns.addObject()
                        .put("role", role.equals("assistant") ? role : "user")
                        .set("content", message.path("content"));
            }
        }
        ObjectNode added = Json.object();
        if (!system.isEmpty()) {
            system(request, edits, system, added);
        }
        turns(request, edits, turns, added);
        return added;
    }

    private static void system(RequestBody request, Splice edits, ArrayNode system, ObjectNode added) {
        Member present = request.members().get("system");
        if (present == null) {
            added.set("system", system);
            return;
        }
        int start = present.value().start();
        byte first = request.bytes()[start];
        if (first == '"') {
            edits.insert(start, concat("[", inside(system), ",", TEXT_BLOCK));
            edits.insert(present.value().end(), Json.utf8("}]"));
        } else if (first == '[') {
            edits.insert(start + 1, concat("", inside(system), isEmptyArray(request, start) ? "" : ",", new byte[0]));
        } else {
            edits.replace(present.value(), Json.bytes(system));
        }
    }

    private static void turns(RequestBody request, Splice edits, ArrayNode turns, ObjectNode added) {
        Member present = request.members().get("messages");
        if (present == null) {
            added.set("messages", turns);
        } else if (!turns.isEmpty()) {
            edits.insert(
                    present.value().start() + 1,
                    concat("", inside(turns), request.messages() > 0 ? "," : "", new byte[0]));
        }
    }

    private static boolean isEmptyArray(RequestBody request, int start) {
        int next = start + 1;
        while (Character.isWhitespace(request.bytes()[next])) {
            next++;
        }
        return request.bytes()[next] == ']';
    }

    private static byte[] inside(ArrayNode array) {
        byte[] json = Json.bytes(array);
        return Arrays.copyOfRange(json, 1, json.length - 1);
    }

    private static byte[] concat(String before, byte[] middle, String between, byte[] after) {
        byte[] head = Json.utf8(before);
        byte[] joint = Json.utf8(between);
        byte[] all = Arrays.copyOf(head, head.length + middle.length + joint.length + after.length);
        System.arraycopy(middle, 0, all, head.length, middle.length);
        System.arraycopy(joint, 0, all, head.length + middle.length, joint.length);
        System.arraycopy(after, 0, all, head.length + middle.length + joint.length, after.length);
        return all;
    }
}
