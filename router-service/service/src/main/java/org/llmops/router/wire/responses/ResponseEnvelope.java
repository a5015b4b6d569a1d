package org.llmops.router.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.Json;

/** The response object around the output: it repeats what the request asked for, and says the default where it said nothing. */
final class ResponseEnvelope {
    /** Said only where the request says it, as OpenAI does. */
    private static final String[] OPTIONAL = {"user", "safety_identifier", "prompt_cache_key", "top_logprobs"};

    private ResponseEnvelope() {}

    /**
     * A response that has begun.
     *
     * @param chat a chat completion or one of its chunks
     */
    static ObjectNode of(JsonNode chat, JsonNode request) {
        ObjectNode response = Json.object()
                .put("id", id("resp_", chat))
                .put("object", "response")
                .put("created_at", chat.path("created").asLong())
                .put("status", "in_progress")
                .put("background", false)
                .putNull("error")
                .putNull("incomplete_details");
        echo(response, request, "instructions", Json.object().nullNode());
        echo(response, request, "max_output_tokens", Json.object().nullNode());
        response.set("model", chat.path("model"));
        response.putArray("output");
        echo(response, request, "parallel_tool_calls", Json.object().booleanNode(true));
        response.putNull("previous_response_id");
        response.putObject("reasoning")
                .<ObjectNode>set("effort", orNull(request.at("/reasoning/effort")))
                .set("summary", orNull(request.at("/reasoning/summary")));
        if (chat.hasNonNull("service_tier")) {
            response.set("service_tier", chat.path("service_tier"));
        }
        response.put("store", false);
        echo(response, request, "temperature", Json.object().numberNode(1.0));
        ObjectNode text = Json.object();
        text.putObject("format").put("type", "text");
        echo(response, request, "text", text);
        if (response.path("text") instanceof ObjectNode said && !said.has("format")) {
            said.set("format", text.path("format"));
        }
        echo(response, request, "tool_choice", Json.object().textNode("auto"));
        echo(response, request, "tools", Json.object().arrayNode());
        echo(response, request, "top_p", Json.object().numberNode(1.0));
        echo(response, request, "truncation", Json.object().textNode("disabled"));
        echo(response, request, "metadata", Json.object());
        for (String name : OPTIONAL) {
            if (request.hasNonNull(name)) {
                response.set(name, request.path(name));
            }
        }
        return response;
    }

    /** An id that tells which chat completion it stands for. */
    static String id(String prefix, JsonNode chat) {
        return prefix + chat.path("id").asText("");
    }

    private static void echo(ObjectNode response, JsonNode request, String name, JsonNode otherwise) {
        response.set(name, request.hasNonNull(name) ? request.path(name).deepCopy() : otherwise);
    }

    private static JsonNode orNull(JsonNode value) {
        return value.isMissingNode() ? Json.object().nullNode() : value;
    }

    /** The response is over: says so in the words that belong to chat's word for why. */
    static void finish(ObjectNode response, String word) {
        switch (word) {
            case "length" -> incomplete(response, "max_output_tokens");
            case "content_filter" -> incomplete(response, "content_filter");
            default -> response.put("status", "completed");
        }
    }

    private static void incomplete(ObjectNode response, String reason) {
        response.put("status", "incomplete").putObject("incomplete_details").put("reason", reason);
    }
}
