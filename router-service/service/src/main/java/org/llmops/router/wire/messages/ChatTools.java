package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.Json;

/** Tools and the choice among them, from chat completions to the Messages API and back. */
public final class ChatTools {
    private static final String ALLOWED = "allowed_tools";

    private ChatTools() {}

    /** Adds the tools of a chat completion request. Tools that the provider runs itself stay as they are. */
    public static void toMessages(JsonNode chat, ObjectNode request) {
        ArrayNode tools = Json.object().arrayNode();
        JsonNode allowed = chat.path("tool_choice").path(ALLOWED);
        for (JsonNode tool : chat.path("tools")) {
            if (allowed.isMissingNode() || isAmong(allowed, tool)) {
                tools.add(tool.has("function") ? function(tool) : tool);
            }
        }
        // As they were spelled until November 2023.
        chat.path("functions")
                .forEach(function -> tools.add(function(Json.object().set("function", function))));
        if (!tools.isEmpty()) {
            request.set("tools", tools);
            choice(chat, request);
        }
    }

    /** The API has no word for some tools of many: a model that knows of these only calls no other. */
    private static boolean isAmong(JsonNode allowed, JsonNode tool) {
        JsonNode name = tool.path("function").path("name");
        for (JsonNode one : allowed.path("tools")) {
            if (one.path("function").path("name").equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode function(JsonNode tool) {
        JsonNode function = tool.path("function");
        ObjectNode translated = Json.object();
        copy(function, translated, "name");
        copy(function, translated, "description");
        if (function.path("parameters").isObject()) {
            translated.set("input_schema", function.get("parameters"));
        } else {
            translated.putObject("input_schema").put("type", "object").putObject("properties");
        }
        if (function.path("strict").asBoolean()) {
            translated.put("strict", true);
        }
        copy(tool, translated, "cache_control");
        return translated;
    }

    private static void choice(JsonNode chat, ObjectNode request) {
        JsonNode wanted = chat.hasNonNull("tool_choice") ? chat.get("tool_choice") : chat.path("function_call");
        JsonNode parallel = chat.path("parallel_tool_calls");
        boolean oneAtATime = parallel.isBoolean() && !parallel.booleanValue();
        if ((wanted.isMissingNode() || wanted.isNull()) && !oneAtATime) {
            return;
        }
        ObjectNode choice = request.putObject("tool_choice");
        if (wanted.has(ALLOWED)) {
            boolean must = wanted.path(ALLOWED).path("mode").asText().equals("required");
            choice.put("type", must ? "any" : "auto");
        } else if (wanted.isObject()) {
            JsonNode named = wanted.has("function") ? wanted.path("function") : wanted;
            choice.put("type", "tool").put("name", named.path("name").asText());
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

    /** Adds the tools of a request of the Messages API. */
    static void ofMessages(JsonNode request, ObjectNode chat) {
        ArrayNode tools = Json.object().arrayNode();
        request.path("tools").forEach(tool -> tools.add(ofTool(tool)));
        if (tools.isEmpty()) {
            return;
        }
        chat.set("tools", tools);
        JsonNode choice = request.path("tool_choice");
        switch (choice.path("type").asText("")) {
            case "auto" -> chat.put("tool_choice", "auto");
            case "any" -> chat.put("tool_choice", "required");
            case "none" -> chat.put("tool_choice", "none");
            case "tool" ->
                chat.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .set("name", choice.path("name"));
            default -> {}
        }
        if (choice.path("disable_parallel_tool_use").asBoolean()) {
            chat.put("parallel_tool_calls", false);
        }
    }

    private static JsonNode ofTool(JsonNode tool) {
        String type = tool.path("type").asText("custom");
        if (!type.equals("custom") && !type.equals("null")) {
            return tool;
        }
        ObjectNode translated = Json.object().put("type", "function");
        ObjectNode function = translated.putObject("function");
        copy(tool, function, "name");
        copy(tool, function, "description");
        if (tool.hasNonNull("input_schema")) {
            function.set("parameters", tool.get("input_schema"));
        }
        copy(tool, function, "strict");
        copy(tool, translated, "cache_control");
        return translated;
    }

    private static void copy(JsonNode from, ObjectNode into, String member) {
        if (from.hasNonNull(member)) {
            into.set(member, from.get(member));
        }
    }
}
