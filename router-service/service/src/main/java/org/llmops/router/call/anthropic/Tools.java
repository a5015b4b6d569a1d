package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.BodyMalformed;

/** Tools and the choice among them. */
final class Tools {
    private Tools() {}

    static void translate(JsonNode chat, ObjectNode request) throws BodyMalformed {
        JsonNode tools = chat.path("tools");
        if (!tools.isArray() || tools.isEmpty()) {
            return;
        }
        ArrayNode translated = request.putArray("tools");
        for (JsonNode tool : tools) {
            tool(translated, tool);
        }
        choice(chat, request);
    }

    private static void tool(ArrayNode translated, JsonNode tool) throws BodyMalformed {
        JsonNode function = tool.path("function");
        if (!function.path("name").isTextual()) {
            throw new BodyMalformed("tools", "This model takes tools of type 'function' only.");
        }
        ObjectNode into =
                translated.addObject().put("name", function.path("name").asText());
        if (function.hasNonNull("description")) {
            into.set("description", function.get("description"));
        }
        if (function.path("parameters").isObject()) {
            into.set("input_schema", function.get("parameters"));
        } else {
            into.putObject("input_schema").put("type", "object").putObject("properties");
        }
    }

    private static void choice(JsonNode chat, ObjectNode request) {
        JsonNode wanted = chat.path("tool_choice");
        boolean oneAtATime = chat.path("parallel_tool_calls").isBoolean()
                && !chat.path("parallel_tool_calls").booleanValue();
        if (wanted.isMissingNode() && !oneAtATime) {
            return;
        }
        ObjectNode choice = request.putObject("tool_choice");
        if (wanted.isObject()) {
            choice.put("type", "tool")
                    .put("name", wanted.path("function").path("name").asText());
        } else {
            choice.put(
                    "type",
                    switch (wanted.asText()) {
                        case "none" -> "none";
                        case "required" -> "any";
                        default -> "auto";
                    });
        }
        if (oneAtATime && !choice.path("type").asText().equals("none")) {
            choice.put("disable_parallel_tool_use", true);
        }
    }
}
