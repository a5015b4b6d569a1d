package org.llmops.router.wire.responses;

import static org.llmops.router.wire.responses.ResponsesToChat.unsayable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;

/** Tools and the choice among them. Tools that the provider runs itself stay as they are: some dialects know them. */
final class ToolsToChat {
    private ToolsToChat() {}

    static ArrayNode tools(JsonNode tools) {
        ArrayNode translated = Json.object().arrayNode();
        tools.forEach(tool -> translated.add(tool(tool)));
        return translated;
    }

    private static JsonNode tool(JsonNode tool) {
        return switch (tool.path("type").asText("")) {
            case "function" -> nested(tool, "function");
            case "custom" -> custom(tool);
            default -> tool;
        };
    }

    /** What describes the tool moves one level down; what describes its use stays. */
    private static ObjectNode nested(JsonNode tool, String kind) {
        ObjectNode outer = Json.object().put("type", kind);
        ObjectNode inner = outer.putObject(kind);
        tool.properties().forEach(member -> {
            switch (member.getKey()) {
                case "type" -> {}
                case "cache_control" -> outer.set("cache_control", member.getValue());
                default -> {
                    if (!member.getValue().isNull()) {
                        inner.set(member.getKey(), member.getValue());
                    }
                }
            }
        });
        return outer;
    }

    private static ObjectNode custom(JsonNode tool) {
        ObjectNode translated = nested(tool, "custom");
        ObjectNode inner = (ObjectNode) translated.path("custom");
        if (inner.path("format") instanceof ObjectNode format
                && format.path("type").asText().equals("grammar")) {
            ObjectNode grammar = format.deepCopy();
            grammar.remove("type");
            inner.putObject("format").put("type", "grammar").set("grammar", grammar);
        }
        return translated;
    }

    static JsonNode choice(JsonNode choice) throws BodyMalformed {
        if (!choice.isObject()) {
            return choice;
        }
        return switch (choice.path("type").asText("")) {
            case "function", "custom" -> named(choice);
            case "allowed_tools" -> allowed(choice);
            default -> throw unsayable("tool_choice.type");
        };
    }

    private static ObjectNode named(JsonNode choice) {
        String kind = choice.path("type").asText();
        ObjectNode translated = Json.object().put("type", kind);
        translated.putObject(kind).set("name", choice.path("name"));
        return translated;
    }

    private static ObjectNode allowed(JsonNode choice) throws BodyMalformed {
        ObjectNode translated = Json.object().put("type", "allowed_tools");
        ObjectNode allowed = translated.putObject("allowed_tools");
        allowed.set("mode", choice.path("mode"));
        ArrayNode tools = allowed.putArray("tools");
        for (JsonNode tool : choice.path("tools")) {
            String kind = tool.path("type").asText("");
            if (!kind.equals("function") && !kind.equals("custom")) {
                throw unsayable("tool_choice.tools");
            }
            tools.add(named(tool));
        }
        return translated;
    }
}
