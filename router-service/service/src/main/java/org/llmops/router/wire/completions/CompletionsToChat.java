package org.llmops.router.wire.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;

/** Tells a request as a chat completion request. */
final class CompletionsToChat {
    private CompletionsToChat() {}

    static ObjectNode translate(ObjectNode request) throws BodyMalformed {
        ObjectNode chat = Json.object();
        for (Map.Entry<String, JsonNode> member : request.properties()) {
            if (!member.getValue().isNull()) {
                member(chat, member.getKey(), member.getValue());
            }
        }
        return chat;
    }

    private static void member(ObjectNode chat, String name, JsonNode value) throws BodyMalformed {
        switch (name) {
            case "prompt" ->
                chat.putArray("messages").addObject().put("role", "user").put("content", text(value));
            case "max_tokens" -> chat.set("max_completion_tokens", value);
            case "logprobs" -> {
                chat.put("logprobs", true);
                if (value.asInt() > 0) {
                    chat.set("top_logprobs", value);
                }
            }
            case "suffix" -> throw unsayable(name);
            case "echo" -> {
                if (value.asBoolean()) {
                    throw unsayable(name);
                }
            }
            case "best_of" -> {
                if (value.asInt() != 1) {
                    throw unsayable(name);
                }
            }
            default -> chat.set(name, value);
        }
    }

    private static String text(JsonNode prompt) throws BodyMalformed {
        JsonNode only = prompt.isArray() && prompt.size() == 1 ? prompt.get(0) : prompt;
        if (!only.isTextual()) {
            throw new BodyMalformed(
                    "prompt",
                    "Unsupported value: 'prompt' must be one text: this model's provider speaks chat completions only.");
        }
        return only.textValue();
    }

    private static BodyMalformed unsayable(String param) {
        return new BodyMalformed(
                param,
                "Unsupported parameter: '" + param + "' is only known to providers that speak completions, and this"
                        + " model's provider speaks chat completions only.");
    }
}
