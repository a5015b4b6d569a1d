package org.llmops.router.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.call.hub.ChatRequest;
import org.llmops.router.call.hub.ToolChoice;

/** Tools and the choice among them. */
final class GeminiTools {
    /** What Google runs by itself, in Google's own words. */
    private static final Set<String> OWN = Set.of(
            "googleSearch",
            "google_search",
            "googleSearchRetrieval",
            "codeExecution",
            "code_execution",
            "urlContext",
            "url_context",
            "googleMaps",
            "enterpriseWebSearch");

    private GeminiTools() {}

    static void translate(ChatRequest chat, ObjectNode request) throws BodyMalformed {
        ArrayNode declarations = Json.object().arrayNode();
        ArrayNode tools = Json.object().arrayNode();
        int position = 0;
        for (JsonNode tool : chat.tools()) {
            if (tool.path("function").path("name").isTextual()) {
                declarations.add(declaration(tool.path("function"), position));
            } else if (tool.isObject()
                    && tool.size() == 1
                    && OWN.contains(tool.fieldNames().next())) {
                tools.add(tool);
            } else {
                throw new BodyMalformed(
                        "tools[" + position + "]",
                        "This model takes functions and Google's own tools, not '"
                                + tool.path("type").asText() + "'.");
            }
            position++;
        }
        if (!chat.take("web_search_options").isMissingNode()) {
            tools.addObject().putObject("googleSearch");
        }
        ToolChoice choice = chat.toolChoice();
        if (chat.oneToolAtATime() && !declarations.isEmpty()) {
            throw new BodyMalformed(
                    "parallel_tool_calls", "This model cannot be kept from calling several tools at once.");
        }
        if (!declarations.isEmpty()) {
            tools.insertObject(0).set("functionDeclarations", declarations);
            choice(choice, request);
        }
        if (!tools.isEmpty()) {
            request.set("tools", tools);
        }
    }

    private static ObjectNode declaration(JsonNode function, int position) throws BodyMalformed {
        ObjectNode declaration = Json.object().put("name", function.path("name").asText());
        if (function.hasNonNull("description")) {
            declaration.set("description", function.get("description"));
        }
        JsonNode parameters = function.path("parameters");
        // Google refuses objects without members: a function without parameters declares none.
        if (!parameters.path("properties").isEmpty() || parameters.has("$ref") || parameters.has("anyOf")) {
            declaration.set("parameters", Schemas.cleaned(parameters, "tools[" + position + "].function.parameters"));
        }
        return declaration;
    }

    private static void choice(ToolChoice choice, ObjectNode request) {
        if (choice.mode() == ToolChoice.Mode.UNSAID) {
            return;
        }
        ObjectNode config = request.putObject("toolConfig").putObject("functionCallingConfig");
        boolean someOnly = !choice.names().isEmpty();
        config.put(
                "mode",
                switch (choice.mode()) {
                    case NONE -> "NONE";
                    case REQUIRED -> "ANY";
                    // Free to call or not, but these only.
                    default -> someOnly ? "VALIDATED" : "AUTO";
                });
        if (someOnly) {
            choice.names().forEach(config.putArray("allowedFunctionNames")::add);
        }
    }
}
