package org.llmops.router.call.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;

/** The arguments of a tool call, which chat completions write as text and others as an object. */
public final class ToolArguments {
    private ToolArguments() {}

    /**
     * @param call of an assistant's message
     * @param message its position
     */
    public static JsonNode of(JsonNode call, int message) throws BodyMalformed {
        String text = call.path("function").path("arguments").asText("");
        try {
            JsonNode arguments = text.isBlank() ? Json.object() : Json.tree(Json.utf8(text));
            if (arguments.isObject()) {
                return arguments;
            }
        } catch (IOException notJson) {
            // Told below, together with JSON that is no object.
        }
        throw new BodyMalformed(
                "messages[" + message + "].tool_calls", "The arguments of a tool call must be a JSON object.");
    }
}
