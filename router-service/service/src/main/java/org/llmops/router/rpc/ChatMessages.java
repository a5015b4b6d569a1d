package org.llmops.router.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.llmops.router.body.Json;
import org.llmops.router.v1.ChatMessage;
import org.llmops.router.v1.ChatRequest;
import org.llmops.router.v1.ContentPart;
import org.llmops.router.v1.FunctionTool;
import org.llmops.router.v1.PromptSelector;

/** Requests for answers as chat completion requests. */
public final class ChatMessages {
    private ChatMessages() {}

    /** The body that an HTTP client would send; fails naming the field that is no JSON where it must be. */
    public static byte[] request(ChatRequest request, boolean streamed) {
        ObjectNode body =
                request.getExtraJson().isEmpty() ? Json.object() : object("extra_json", request.getExtraJson());
        refuseTwice(body, request);
        body.put("model", request.getModel());
        if (request.hasPrompt()) {
            body.set("prompt", prompt(request.getPrompt()));
        }
        if (request.getMessagesCount() > 0 || !request.hasPrompt()) {
            ArrayNode messages = body.putArray("messages");
            request.getMessagesList().forEach(message -> messages.add(message(message)));
        }
        tools(body, request);
        settings(body, request);
        if (!request.getMetadataMap().isEmpty()) {
            ObjectNode metadata = body.putObject("metadata");
            request.getMetadataMap().forEach(metadata::put);
        }
        if (streamed) {
            body.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        return Json.bytes(body);
    }

    /** Two values for one thing: nobody could say which of them counts. */
    private static void refuseTwice(ObjectNode extra, ChatRequest request) {
        for (String member : new String[] {"model", "messages", "prompt", "stream", "stream_options"}) {
            if (extra.has(member)) {
                throw RpcErrors.invalid("extra_json", "'" + member + "' has a field of its own.");
            }
        }
        if (extra.has("tools") && request.getToolsCount() > 0) {
            throw RpcErrors.invalid("extra_json", "'tools' has a field of its own.");
        }
    }

    private static ObjectNode prompt(PromptSelector selector) {
        ObjectNode prompt = Json.object().put("id", selector.getId());
        switch (selector.getSelectionCase()) {
            case VERSION -> prompt.put("version", selector.getVersion());
            case LABEL -> prompt.put("label", selector.getLabel());
            case SELECTION_NOT_SET -> {}
        }
        ObjectNode variables = prompt.putObject("variables");
        selector.getVariablesMap().forEach(variables::put);
        return prompt;
    }

    private static ObjectNode message(ChatMessage message) {
        ObjectNode said = Json.object().put("role", message.getRole().isEmpty() ? "user" : message.getRole());
        if (message.getContentCount() == 1 && message.getContent(0).hasText()) {
            said.put("content", message.getContent(0).getText());
        } else if (message.getContentCount() > 0) {
            ArrayNode parts = said.putArray("content");
            message.getContentList().forEach(part -> parts.add(part(part)));
        } else {
            said.putNull("content");
        }
        if (message.getToolCallsCount() > 0) {
            ArrayNode calls = said.putArray("tool_calls");
            message.getToolCallsList()
                    .forEach(call -> calls.addObject()
                            .put("id", call.getId())
                            .put("type", "function")
                            .putObject("function")
                            .put("name", call.getName())
                            .put("arguments", call.getArgumentsJson()));
        }
        text(said, "tool_call_id", message.getToolCallId());
        text(said, "reasoning_content", message.getReasoning());
        text(said, "refusal", message.getRefusal());
        return said;
    }

    private static ObjectNode part(ContentPart part) {
        ObjectNode told = Json.object();
        if (part.hasImageUrl()) {
            told.put("type", "image_url").putObject("image_url").put("url", part.getImageUrl());
        } else {
            told.put("type", "text").put("text", part.getText());
        }
        return told;
    }

    private static void tools(ObjectNode body, ChatRequest request) {
        if (request.getToolsCount() > 0) {
            ArrayNode tools = body.putArray("tools");
            for (FunctionTool tool : request.getToolsList()) {
                ObjectNode function = tools.addObject().put("type", "function").putObject("function");
                function.put("name", tool.getName());
                text(function, "description", tool.getDescription());
                if (!tool.getParametersJson().isEmpty()) {
                    function.set("parameters", object("tools.parameters_json", tool.getParametersJson()));
                }
            }
        }
        switch (request.getToolChoice()) {
            case "" -> {}
            case "auto", "none", "required" -> body.put("tool_choice", request.getToolChoice());
            default ->
                body.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", request.getToolChoice());
        }
    }

    private static void settings(ObjectNode body, ChatRequest request) {
        if (request.hasTemperature()) {
            body.put("temperature", request.getTemperature());
        }
        if (request.hasTopP()) {
            body.put("top_p", request.getTopP());
        }
        if (request.hasMaxOutputTokens()) {
            body.put("max_completion_tokens", request.getMaxOutputTokens());
        }
        if (request.getStopCount() > 0) {
            ArrayNode stop = body.putArray("stop");
            request.getStopList().forEach(stop::add);
        }
        if (request.hasSeed()) {
            body.put("seed", request.getSeed());
        }
        text(body, "reasoning_effort", request.getReasoningEffort());
        text(body, "safety_identifier", request.getEndUser());
        if (!request.getResponseSchemaJson().isEmpty()) {
            ObjectNode format = body.putObject("response_format").put("type", "json_schema");
            format.putObject("json_schema")
                    .put("name", "answer")
                    .put("strict", true)
                    .set("schema", object("response_schema_json", request.getResponseSchemaJson()));
        }
    }

    private static void text(ObjectNode into, String name, String value) {
        if (!value.isEmpty()) {
            into.put(name, value);
        }
    }

    private static ObjectNode object(String field, String json) {
        try {
            JsonNode value = Json.tree(Json.utf8(json));
            if (value instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException notJson) {
            // told below
        }
        throw RpcErrors.invalid(field, "'" + field + "' must be a JSON object.");
    }
}
