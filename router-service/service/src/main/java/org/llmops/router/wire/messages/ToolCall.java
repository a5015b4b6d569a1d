package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.Json;

/** A call of a tool as a stream of chunks tells it: its name first, then its arguments in pieces. */
final class ToolCall {
    private final StringBuilder kept = new StringBuilder();
    private String id = "";
    private String name = "";
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean complete;
    private boolean told;

    /** Takes the next piece; the arguments in it. */
    String hear(String callId, JsonNode function) {
        id = id.isEmpty() ? callId : id;
        name = name.isEmpty() && function.path("name").isTextual()
                ? function.path("name").textValue()
                : name;
        String arguments = function.path("arguments").isTextual()
                ? function.path("arguments").textValue()
                : "";
        follow(arguments);
        return arguments;
    }

    /** Nothing but the balance of brackets matters. */
    private void follow(String json) {
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString) {
                inString = escaped || c != '"';
                escaped = !escaped && c == '\\';
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
                complete |= depth == 0;
            }
        }
    }

    /** Arguments that cannot be told yet. */
    void keep(String arguments) {
        kept.append(arguments);
    }

    /** What was kept, to be told now. */
    String kept() {
        String arguments = kept.toString();
        kept.setLength(0);
        return arguments;
    }

    boolean isNamed() {
        return !name.isEmpty();
    }

    /** Its arguments are a whole JSON value. */
    boolean isComplete() {
        return complete;
    }

    boolean isTold() {
        return told;
    }

    /** The block that tells of it. */
    ObjectNode block() {
        told = true;
        ObjectNode block = Json.object().put("type", "tool_use").put("id", id).put("name", name);
        block.putObject("input");
        return block;
    }
}
