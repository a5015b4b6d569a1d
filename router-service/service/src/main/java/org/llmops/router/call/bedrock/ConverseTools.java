package org.llmops.router.call.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.call.hub.ChatRequest;
import org.llmops.router.call.hub.ToolChoice;

/** Tools and the choice among them. */
final class ConverseTools {
    /** Bedrock refuses a conversation in which tools were called when it is told of none. */
    private static final String PLACEHOLDER = "no_tool_is_available";

    private ConverseTools() {}

    static void translate(
            ChatRequest chat, String model, ConverseTurns turns, ObjectNode request, ObjectNode additional)
            throws BodyMalformed {
        ArrayNode tools = Json.object().arrayNode();
        int position = 0;
        for (JsonNode tool : chat.tools()) {
            if (!tool.path("function").path("name").isTextual()) {
                throw new BodyMalformed("tools[" + position + "]", "This model takes tools of type 'function' only.");
            }
            tools.add(specification(tool.path("function")));
            if (tool.path("cache_control").isObject()) {
                tools.add(ConverseBlocks.cachePoint(tool.path("cache_control")));
            }
            position++;
        }
        ToolChoice choice = chat.toolChoice();
        boolean oneAtATime = chat.oneToolAtATime() && !tools.isEmpty();
        if (choice.mode() == ToolChoice.Mode.NONE) {
            // Bedrock has no word for it: a model that knows of no tools calls none.
            tools.removeAll();
        }
        if (!tools.isEmpty()) {
            ObjectNode config = request.putObject("toolConfig");
            config.set("tools", tools);
            choice(choice, config);
            if (oneAtATime) {
                oneAtATime(model, choice, additional);
            }
        } else if (turns.calledTools()) {
            ObjectNode placeholder = Json.object().put("name", PLACEHOLDER);
            placeholder.putObject("inputSchema").putObject("json").put("type", "object");
            request.putObject("toolConfig").putArray("tools").addObject().set("toolSpec", placeholder);
        }
    }

    private static ObjectNode specification(JsonNode function) {
        ObjectNode specification =
                Json.object().put("name", function.path("name").asText());
        if (!function.path("description").asText("").isEmpty()) {
            specification.set("description", function.get("description"));
        }
        ObjectNode schema = specification.putObject("inputSchema");
        if (function.path("parameters").isObject()
                && !function.path("parameters").isEmpty()) {
            schema.set("json", function.get("parameters"));
        } else {
            schema.putObject("json").put("type", "object").putObject("properties");
        }
        if (function.path("strict").isBoolean()) {
            specification.set("strict", function.get("strict"));
        }
        ObjectNode tool = Json.object();
        tool.set("toolSpec", specification);
        return tool;
    }

    private static void choice(ToolChoice choice, ObjectNode config) throws BodyMalformed {
        if (choice.names().size() > 1
                || choice.mode() == ToolChoice.Mode.AUTO && !choice.names().isEmpty()) {
            throw new BodyMalformed("tool_choice", "This model cannot be told to call some of its tools only.");
        }
        switch (choice.mode()) {
            case AUTO -> config.putObject("toolChoice").putObject("auto");
            case REQUIRED -> {
                if (choice.names().isEmpty()) {
                    config.putObject("toolChoice").putObject("any");
                } else {
                    config.putObject("toolChoice")
                            .putObject("tool")
                            .put("name", choice.names().getFirst());
                }
            }
            case UNSAID, NONE -> {}
        }
    }

    /** Converse has no member for it, but passes on Claude's. */
    private static void oneAtATime(String model, ToolChoice choice, ObjectNode additional) throws BodyMalformed {
        if (!model.contains("anthropic.")) {
            throw new BodyMalformed(
                    "parallel_tool_calls", "This model cannot be kept from calling several tools at once.");
        }
        ObjectNode wanted = additional.putObject("tool_choice");
        if (choice.names().isEmpty()) {
            wanted.put("type", choice.mode() == ToolChoice.Mode.REQUIRED ? "any" : "auto");
        } else {
            wanted.put("type", "tool").put("name", choice.names().getFirst());
        }
        wanted.put("disable_parallel_tool_use", true);
    }
}
