package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Set;
import org.llmops.router.body.Json;

/** What a chat completion request says beside its messages, in the words of the Messages API. */
public final class ChatSettings {
    /** Said in other words, or not at all: the API has none for them. */
    private static final Set<String> CHAT_ONLY = Set.of(
            "max_completion_tokens",
            "stop",
            "functions",
            "function_call",
            "parallel_tool_calls",
            "response_format",
            "reasoning_effort",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "logit_bias",
            "logprobs",
            "top_logprobs",
            "prompt_cache_key",
            "verbosity");

    private ChatSettings() {}

    /** Settings that a prompt brings along: members that only this API has stay as they are. */
    static ObjectNode ofPrompt(ObjectNode settings) {
        ObjectNode told = settings.deepCopy();
        told.remove(CHAT_ONLY);
        if (settings.hasNonNull("max_completion_tokens")) {
            told.set("max_tokens", settings.get("max_completion_tokens"));
        }
        told.remove("tools");
        told.remove("tool_choice");
        sampling(settings, told);
        ChatTools.toMessages(settings, told);
        format(settings, told);
        if (settings.path("reasoning_effort").isTextual()) {
            Thinking.add(
                    told,
                    settings.path("reasoning_effort").textValue(),
                    settings.path("model").asText(""));
        }
        return told;
    }

    /** Adds how the model chooses its words and where it stops. */
    public static void sampling(JsonNode chat, ObjectNode request) {
        JsonNode temperature = chat.path("temperature");
        if (temperature.isNumber()) {
            // OpenAI's temperatures end at 2, Anthropic's at 1: the hottest stays the hottest.
            request.put("temperature", temperature.decimalValue().min(BigDecimal.ONE));
        }
        for (String name : new String[] {"top_p", "top_k"}) {
            if (chat.path(name).isNumber()) {
                request.set(name, chat.get(name));
            }
        }
        JsonNode stop = chat.path("stop");
        if (stop.isTextual()) {
            request.putArray("stop_sequences").add(stop);
        } else if (stop.isArray() && !stop.isEmpty()) {
            request.set("stop_sequences", stop);
        }
    }

    /** Adds the form of the answer. Without a schema there is no such form: the model has to be told. */
    public static void format(JsonNode chat, ObjectNode request) {
        JsonNode format = chat.path("response_format");
        switch (format.path("type").asText("")) {
            case "json_schema" ->
                request.withObjectProperty("output_config")
                        .putObject("format")
                        .put("type", "json_schema")
                        .set("schema", format.path("json_schema").path("schema"));
            case "json_object" -> instruct(request, "Answer with one JSON object and nothing else.");
            default -> {}
        }
    }

    private static void instruct(ObjectNode request, String words) {
        ArrayNode system = request.path("system") instanceof ArrayNode blocks ? blocks : request.putArray("system");
        system.add(Json.object().put("type", "text").put("text", words));
    }
}
