package org.llmops.router.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.llmops.prompt.v1.ResolveRequest;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.Span;

/**
 * The prompt a request names.
 *
 * @param name of the prompt
 * @param version its number; 0 when a label chooses
 * @param label what chooses the version; empty when it is a number
 * @param variables what to put into it
 */
record PromptSelection(String name, int version, String label, Map<String, String> variables) {
    private static final String DEFAULT_LABEL = "production";

    static PromptSelection read(byte[] body, Span member) throws BodyMalformed {
        JsonNode prompt = tree(body, member);
        if (!prompt.isObject()) {
            throw new BodyMalformed("prompt", "Invalid type for 'prompt': expected an object.");
        }
        String name = "";
        int version = 0;
        String label = "";
        Map<String, String> variables = Map.of();
        for (Map.Entry<String, JsonNode> entry : prompt.properties()) {
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                continue;
            }
            switch (entry.getKey()) {
                case "id" -> name = text("prompt.id", value);
                case "version" -> version = version(value);
                case "label" -> label = text("prompt.label", value);
                case "variables" -> variables = variables(value);
                default ->
                    throw new BodyMalformed(
                            "prompt." + entry.getKey(),
                            "Unknown parameter: 'prompt." + entry.getKey()
                                    + "'. A prompt has 'id', 'version' or 'label', and 'variables'.");
            }
        }
        if (name.isEmpty()) {
            throw new BodyMalformed("prompt.id", "Missing required parameter: 'prompt.id'.");
        }
        if (version > 0 && !label.isEmpty()) {
            throw new BodyMalformed("prompt", "Name a version or a label of the prompt, not both.");
        }
        return new PromptSelection(name, version, version == 0 && label.isEmpty() ? DEFAULT_LABEL : label, variables);
    }

    private static JsonNode tree(byte[] body, Span member) {
        try {
            return Json.tree(body, member.start(), member.end());
        } catch (IOException impossible) {
            throw new IllegalStateException("The body was scanned before", impossible);
        }
    }

    private static String text(String param, JsonNode value) throws BodyMalformed {
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new BodyMalformed(param, "Invalid type for '" + param + "': expected a string.");
        }
        return value.textValue();
    }

    /** OpenAI's clients write versions as strings. */
    private static int version(JsonNode value) throws BodyMalformed {
        String digits = value.isIntegralNumber() ? value.asText() : value.textValue();
        if (digits == null || !digits.matches("[1-9][0-9]{0,8}")) {
            throw new BodyMalformed("prompt.version", "Invalid 'prompt.version': expected a positive integer.");
        }
        return Integer.parseInt(digits);
    }

    private static Map<String, String> variables(JsonNode value) throws BodyMalformed {
        if (!value.isObject()) {
            throw new BodyMalformed("prompt.variables", "Invalid type for 'prompt.variables': expected an object.");
        }
        Map<String, String> variables = HashMap.newHashMap(value.size());
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
                throw new BodyMalformed(
                        "prompt.variables",
                        "Invalid type for 'prompt.variables." + entry.getKey()
                                + "': expected a string, a number or a boolean.");
            }
            variables.put(entry.getKey(), entry.getValue().asText());
        }
        return variables;
    }

    ResolveRequest request() {
        ResolveRequest.Builder request = ResolveRequest.newBuilder().setName(name);
        return (version > 0 ? request.setVersion(version) : request.setLabel(label)).build();
    }
}
