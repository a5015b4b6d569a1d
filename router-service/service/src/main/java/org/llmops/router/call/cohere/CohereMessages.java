package org.llmops.router.call.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.call.hub.ChatMessage;
import org.llmops.router.call.hub.ToolArguments;

/** A conversation in Cohere's messages. */
final class CohereMessages {
    private CohereMessages() {}

    static ArrayNode of(JsonNode messages) throws BodyMalformed {
        ArrayNode all = Json.object().arrayNode();
        for (ChatMessage message : ChatMessage.all(messages)) {
            switch (message.role()) {
                case "system", "developer" ->
                    all.addObject().put("role", "system").put("content", message.text());
                case "assistant" -> all.add(assistant(message));
                case "tool", "function" ->
                    all.addObject()
                            .put("role", "tool")
                            .put("tool_call_id", message.toolCallId())
                            .put("content", message.text());
                default -> all.addObject().put("role", "user").set("content", content(message));
            }
        }
        return all;
    }

    private static JsonNode content(ChatMessage message) throws BodyMalformed {
        List<JsonNode> parts = message.parts();
        ArrayNode content = Json.object().arrayNode();
        boolean textOnly = true;
        for (JsonNode part : parts) {
            if (ChatMessage.isText(part)) {
                content.addObject().put("type", "text").put("text", ChatMessage.text(part));
            } else if (part.path("type").asText().equals("image_url")) {
                JsonNode url = part.path("image_url");
                content.addObject()
                        .put("type", "image_url")
                        .putObject("image_url")
                        .set("url", url.isTextual() ? url : url.path("url"));
                textOnly = false;
            } else {
                throw message.unsupported(part);
            }
        }
        return textOnly && parts.size() == 1
                ? content.get(0).get("text")
                : textOnly && parts.isEmpty() ? content.textNode("") : content;
    }

    private static ObjectNode assistant(ChatMessage message) throws BodyMalformed {
        ObjectNode said = Json.object().put("role", "assistant");
        String text = message.text();
        if (!text.isEmpty()) {
            said.put("content", text);
        }
        List<JsonNode> calls = message.toolCalls();
        if (!calls.isEmpty()) {
            String plan = message.json().path("reasoning_content").asText("");
            if (!plan.isEmpty()) {
                said.put("tool_plan", plan);
            }
            ArrayNode told = said.putArray("tool_calls");
            for (JsonNode call : calls) {
                ObjectNode into =
                        told.addObject().put("id", call.path("id").asText()).put("type", "function");
                into.putObject("function")
                        .put("name", call.path("function").path("name").asText())
                        .put(
                                "arguments",
                                ToolArguments.of(call, message.position()).toString());
            }
        } else if (text.isEmpty()) {
            said.put("content", "");
        }
        return said;
    }
}
