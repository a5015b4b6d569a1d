package org.llmops.router.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;

/** Tells a request as a chat completion request. Members it does not know go along: chat-only providers have their own. */
final class ResponsesToChat {
    /** They bear on what becomes of the answer, not on the answer. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("store", "metadata", "include", "background", "truncation", "prompt_cache_options");

    private final ObjectNode chat = Json.object();

    private ResponsesToChat() {}

    static ObjectNode translate(ObjectNode request) throws BodyMalformed {
        ResponsesToChat translation = new ResponsesToChat();
        translation.check(request);
        for (Map.Entry<String, JsonNode> member : request.properties()) {
            if (!member.getValue().isNull()) {
                translation.member(member.getKey(), member.getValue());
            }
        }
        translation.messages(request);
        return translation.chat;
    }

    /** What only OpenAI's own storage or tools can do. */
    private void check(JsonNode request) throws BodyMalformed {
        for (String stored :
                new String[] {"previous_response_id", "conversation", "context_management", "moderation"}) {
            if (request.hasNonNull(stored)) {
                throw unsayable(stored);
            }
        }
        if (request.hasNonNull("prompt")) {
            throw unsayable("prompt");
        }
        if (request.path("background").asBoolean()) {
            throw unsayable("background");
        }
        if (request.path("truncation").asText("").equals("auto")) {
            throw unsayable("truncation");
        }
        int position = 0;
        for (JsonNode included : request.path("include")) {
            if (!included.asText().equals("reasoning.encrypted_content") && !isLogprobs(included)) {
                throw unsayable("include[" + position + "]");
            }
            position++;
        }
    }

    private static boolean isLogprobs(JsonNode included) {
        return included.asText().equals("message.output_text.logprobs");
    }

    static BodyMalformed unsayable(String param) {
        return new BodyMalformed(
                param,
                "Unsupported parameter: '" + param + "' is only known to providers that speak the Responses API,"
                        + " and this model's provider does not.");
    }

    private void member(String name, JsonNode value) throws BodyMalformed {
        if (WITHOUT_EFFECT.contains(name)) {
            if (name.equals("include")) {
                include(value);
            }
            return;
        }
        switch (name) {
            // Together they are the conversation.
            case "input", "instructions" -> {}
            case "max_output_tokens" -> chat.set("max_completion_tokens", value);
            case "max_tool_calls" -> throw unsayable(name);
            case "reasoning" -> reasoning(value);
            case "text" -> text(value);
            case "tools" -> chat.set("tools", ToolsToChat.tools(value));
            case "tool_choice" -> chat.set("tool_choice", ToolsToChat.choice(value));
            case "top_logprobs" -> chat.put("logprobs", true).set(name, value);
            case "stream" -> stream(value);
            // The usage always ends a response.
            case "stream_options" -> {}
            default -> chat.set(name, value);
        }
    }

    private void stream(JsonNode wanted) {
        chat.set("stream", wanted);
        if (wanted.asBoolean()) {
            chat.putObject("stream_options").put("include_usage", true);
        }
    }

    private void include(JsonNode included) {
        for (JsonNode one : included) {
            if (isLogprobs(one)) {
                chat.put("logprobs", true);
            }
        }
    }

    private void reasoning(JsonNode reasoning) throws BodyMalformed {
        for (Map.Entry<String, JsonNode> member : reasoning.properties()) {
            if (member.getValue().isNull()) {
                continue;
            }
            switch (member.getKey()) {
                case "effort" -> chat.set("reasoning_effort", member.getValue());
                // Whoever shows its reasoning does so without being asked.
                case "summary", "generate_summary" -> {}
                default -> throw unsayable("reasoning." + member.getKey());
            }
        }
    }

    private void text(JsonNode text) throws BodyMalformed {
        for (Map.Entry<String, JsonNode> member : text.properties()) {
            switch (member.getKey()) {
                case "format" -> format(member.getValue());
                case "verbosity" -> {
                    if (!member.getValue().isNull()) {
                        chat.set("verbosity", member.getValue());
                    }
                }
                default -> throw unsayable("text." + member.getKey());
            }
        }
    }

    private void format(JsonNode format) throws BodyMalformed {
        switch (format.path("type").asText("")) {
            case "", "text" -> {}
            case "json_object" -> chat.putObject("response_format").put("type", "json_object");
            case "json_schema" -> {
                ObjectNode schema = format.deepCopy();
                schema.remove("type");
                chat.putObject("response_format").put("type", "json_schema").set("json_schema", schema);
            }
            default -> throw unsayable("text.format.type");
        }
    }

    private void messages(JsonNode request) throws BodyMalformed {
        ItemsToMessages messages = new ItemsToMessages();
        JsonNode instructions = request.path("instructions");
        if (instructions.isTextual()) {
            messages.say("system", instructions);
        } else if (!instructions.isMissingNode() && !instructions.isNull()) {
            throw unsayable("instructions");
        }
        JsonNode input = request.path("input");
        if (input.isTextual()) {
            messages.say("user", input);
        } else if (input instanceof ArrayNode items) {
            messages.addAll(items);
        }
        chat.set("messages", messages.messages());
    }
}
