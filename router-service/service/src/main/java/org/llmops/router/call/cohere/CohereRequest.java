package org.llmops.router.call.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.call.hub.ChatRequest;
import org.llmops.router.call.hub.Effort;
import org.llmops.router.call.hub.ToolChoice;

/** Says a chat completion request in the words of Cohere's chat. */
final class CohereRequest {
    private static final List<String> COHERES_OWN =
            List.of("documents", "citation_options", "safety_mode", "strict_tools", "priority");

    private final ChatRequest chat;
    private final ObjectNode request = Json.object();

    private CohereRequest(ChatRequest chat) {
        this.chat = chat;
    }

    static ObjectNode of(ChatRequest chat, String model) throws BodyMalformed {
        return new CohereRequest(chat).translate(model);
    }

    private ObjectNode translate(String model) throws BodyMalformed {
        chat.oneChoice();
        chat.onlyText();
        request.put("model", model);
        request.set("messages", CohereMessages.of(chat.messages()));
        tools();
        sampling();
        format();
        thinking();
        for (String name : COHERES_OWN) {
            JsonNode value = chat.take(name);
            if (!value.isMissingNode()) {
                request.set(name, value);
            }
        }
        if (chat.streamed()) {
            request.put("stream", true);
        }
        chat.nothingLeft();
        return request;
    }

    private void sampling() throws BodyMalformed {
        if (chat.maxTokens() > 0) {
            request.put("max_tokens", chat.maxTokens());
        }
        chat.number("temperature", request, "temperature");
        chat.number("top_p", request, "p");
        chat.number("top_k", request, "k");
        chat.number("seed", request, "seed");
        chat.number("frequency_penalty", request, "frequency_penalty");
        chat.number("presence_penalty", request, "presence_penalty");
        List<String> stops = chat.stops();
        if (!stops.isEmpty()) {
            stops.forEach(request.putArray("stop_sequences")::add);
        }
        if (chat.take("logprobs").asBoolean()) {
            request.put("logprobs", true);
        }
        chat.onlyNeutral("top_logprobs");
    }

    private void tools() throws BodyMalformed {
        ArrayNode tools = Json.object().arrayNode();
        for (JsonNode tool : chat.tools()) {
            JsonNode function = tool.path("function");
            if (!function.path("name").isTextual()) {
                throw new BodyMalformed(
                        "tools[" + tools.size() + "]", "This model takes tools of type 'function' only.");
            }
            tools.add(tool(function));
            if (function.path("strict").asBoolean()) {
                request.put("strict_tools", true);
            }
        }
        ToolChoice choice = chat.toolChoice();
        if (chat.oneToolAtATime() && !tools.isEmpty()) {
            throw new BodyMalformed(
                    "parallel_tool_calls", "This model cannot be kept from calling several tools at once.");
        }
        if (!tools.isEmpty()) {
            request.set("tools", only(choice, tools));
            switch (choice.mode()) {
                case NONE -> request.put("tool_choice", "NONE");
                case REQUIRED -> request.put("tool_choice", "REQUIRED");
                case UNSAID, AUTO -> {}
            }
        }
    }

    private static ObjectNode tool(JsonNode function) {
        ObjectNode tool = Json.object().put("type", "function");
        ObjectNode described =
                tool.putObject("function").put("name", function.path("name").asText());
        if (function.hasNonNull("description")) {
            described.set("description", function.get("description"));
        }
        if (function.path("parameters").isObject()
                && !function.path("parameters").isEmpty()) {
            described.set("parameters", function.get("parameters"));
        } else {
            described.putObject("parameters").put("type", "object").putObject("properties");
        }
        return tool;
    }

    /** Cohere has no word for some tools of many: a model that knows of these only calls no other. */
    private static ArrayNode only(ToolChoice choice, ArrayNode tools) {
        if (choice.names().isEmpty()) {
            return tools;
        }
        ArrayNode some = tools.arrayNode();
        for (JsonNode tool : tools) {
            if (choice.names().contains(tool.path("function").path("name").asText())) {
                some.add(tool);
            }
        }
        return some;
    }

    private void format() throws BodyMalformed {
        JsonNode format = chat.take("response_format");
        switch (format.path("type").asText("text")) {
            case "text" -> {}
            case "json_object" -> request.putObject("response_format").put("type", "json_object");
            case "json_schema" ->
                request.putObject("response_format")
                        .put("type", "json_object")
                        .set("json_schema", format.path("json_schema").path("schema"));
            default ->
                throw new BodyMalformed(
                        "response_format", "'response_format' must be text, json_object or json_schema.");
        }
    }

    private void thinking() throws BodyMalformed {
        JsonNode word = chat.take("reasoning_effort");
        JsonNode thinking = chat.take("thinking");
        if (thinking.isObject()) {
            boolean off = thinking.path("type").asText().equals("disabled");
            ObjectNode wanted = request.putObject("thinking").put("type", off ? "disabled" : "enabled");
            if (thinking.path("budget_tokens").isNumber()) {
                wanted.set("token_budget", thinking.get("budget_tokens"));
            }
        } else if (!word.isMissingNode()) {
            Effort effort = Effort.of(word);
            ObjectNode wanted = request.putObject("thinking");
            wanted.put("type", effort == Effort.NONE ? "disabled" : "enabled");
            if (effort != Effort.NONE) {
                wanted.put("token_budget", effort.budget());
            }
        }
    }
}
