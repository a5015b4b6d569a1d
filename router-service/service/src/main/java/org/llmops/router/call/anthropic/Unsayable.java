package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.call.hub.Effort;
import org.llmops.router.call.hub.ToolChoice;

/** What a chat completion request may ask for and the Messages API has no words for. */
final class Unsayable {
    /** Members of the Messages API that reach it through chat completions as they are. */
    static final Set<String> OWN =
            Set.of("cache_control", "container", "context_management", "mcp_servers", "output_config");

    private static final Set<String> TRANSLATED = Set.of(
            "model",
            "messages",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "top_k",
            "stop",
            "stream",
            "stream_options",
            "tools",
            "tool_choice",
            "functions",
            "function_call",
            "parallel_tool_calls",
            "response_format",
            "reasoning_effort",
            "thinking",
            "web_search_options",
            "user",
            "safety_identifier",
            "service_tier");

    /** An answer stays an answer without them. */
    private static final Set<String> DROPPED = Set.of(
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "verbosity",
            "prediction",
            "prompt_cache_key",
            "prompt_cache_retention",
            "store",
            "metadata");

    private Unsayable() {}

    /** Fails naming the first member that cannot be said, unless it asks for what happens anyway. */
    static void check(JsonNode chat) throws BodyMalformed {
        for (Map.Entry<String, JsonNode> member : chat.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            switch (name) {
                case "n" -> {
                    if (value.asInt(1) > 1) {
                        throw new BodyMalformed("n", "This model answers with one choice only: 'n' must be 1.");
                    }
                }
                case "temperature", "top_p", "top_k" -> require(value.isNumber(), name, value, "a number");
                case "output_config" -> require(value.isObject(), name, value, "an object");
                case "stop" -> require(value.isTextual() || value.isArray(), name, value, "a string or an array");
                case "reasoning_effort" -> effort(value);
                case "tool_choice", "function_call" -> toolChoice(value);
                case "modalities" -> onlyText(value);
                case "tools" -> noCustomTools(value);
                default -> {
                    boolean known = TRANSLATED.contains(name) || DROPPED.contains(name) || OWN.contains(name);
                    if (!known && !isNothing(value)) {
                        throw unsayable(name);
                    }
                }
            }
        }
    }

    private static void require(boolean fits, String name, JsonNode value, String wanted) throws BodyMalformed {
        if (!fits && !value.isNull()) {
            throw new BodyMalformed(name, "Invalid type for '" + name + "': expected " + wanted + ".");
        }
    }

    private static void effort(JsonNode word) throws BodyMalformed {
        if (!word.isNull()) {
            Effort.of(word);
        }
    }

    private static void toolChoice(JsonNode choice) throws BodyMalformed {
        if (!choice.isNull()) {
            ToolChoice.of(choice);
        }
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull()
                || value.isBoolean() && !value.booleanValue()
                || value.isNumber() && value.decimalValue().signum() == 0
                || value.isContainerNode() && value.isEmpty();
    }

    private static void onlyText(JsonNode modalities) throws BodyMalformed {
        for (JsonNode modality : modalities) {
            if (!modality.asText().equals("text")) {
                throw unsayable("modalities");
            }
        }
    }

    private static void noCustomTools(JsonNode tools) throws BodyMalformed {
        for (JsonNode tool : tools) {
            boolean named = tool.path("function").path("name").isTextual();
            boolean providersOwn = !tool.has("function")
                    && !tool.has("custom")
                    && tool.path("name").isTextual();
            if (!named && !providersOwn) {
                throw new BodyMalformed("tools", "This model takes tools of type 'function' only.");
            }
        }
    }

    private static BodyMalformed unsayable(String name) {
        return new BodyMalformed(name, "This model does not take '" + name + "'.");
    }
}
