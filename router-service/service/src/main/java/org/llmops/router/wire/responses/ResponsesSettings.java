package org.llmops.router.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.Json;

/** Settings of a prompt, which are written as chat completions write them, in the words of the Responses API. */
final class ResponsesSettings {
    private ResponsesSettings() {}

    static ObjectNode of(ObjectNode chat) {
        ObjectNode settings = Json.object();
        chat.properties().forEach(member -> {
            JsonNode value = member.getValue();
            switch (member.getKey()) {
                case "max_tokens", "max_completion_tokens" -> settings.set("max_output_tokens", value);
                case "reasoning_effort" ->
                    settings.withObjectProperty("reasoning").set("effort", value);
                case "verbosity" -> settings.withObjectProperty("text").set("verbosity", value);
                case "response_format" -> settings.withObjectProperty("text").set("format", flat(value, "json_schema"));
                case "tools" -> tools(settings.putArray("tools"), value);
                case "tool_choice" ->
                    settings.set("tool_choice", flat(value, value.path("type").asText("")));
                // Asked for through the number of alternatives.
                case "logprobs" -> {}
                default -> settings.set(member.getKey(), value);
            }
        });
        return settings;
    }

    private static void tools(ArrayNode tools, JsonNode chat) {
        chat.forEach(tool -> tools.add(flat(tool, tool.path("type").asText(""))));
    }

    /** What a chat nests under the name of its kind stands beside it. */
    private static JsonNode flat(JsonNode value, String kind) {
        if (!(value instanceof ObjectNode nested) || !(value.path(kind) instanceof ObjectNode inner)) {
            return value;
        }
        ObjectNode flat = nested.deepCopy();
        flat.remove(kind);
        return flat.setAll(inner);
    }
}
