package org.llmops.router.call.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.call.hub.ChatRequest;
import org.llmops.router.providers.ProviderModel;

/** Says a chat completion request in the words of Converse. */
final class ConverseRequest {
    /** Bedrock's own default differs by model, and a budget needs a bound; this one is for models that declare none. */
    private static final long DEFAULT_MAX_TOKENS = 4096;

    private static final Set<String> AWS_OWN =
            Set.of("guardrailConfig", "performanceConfig", "requestMetadata", "additionalModelResponseFieldPaths");

    private final ChatRequest chat;
    private final ProviderModel model;
    private final ObjectNode request = Json.object();
    private final ObjectNode additional = Json.object();

    private ConverseRequest(ChatRequest chat, ProviderModel model) {
        this.chat = chat;
        this.model = model;
    }

    static ObjectNode of(ChatRequest chat, ProviderModel model) throws BodyMalformed {
        return new ConverseRequest(chat, model).translate();
    }

    private ObjectNode translate() throws BodyMalformed {
        chat.oneChoice();
        chat.onlyText();
        chat.take("seed");
        chat.onlyNeutral("frequency_penalty");
        chat.onlyNeutral("presence_penalty");
        ConverseTurns turns = ConverseTurns.of(chat.messages());
        request.set("messages", turns.messages());
        if (!turns.system().isEmpty()) {
            request.set("system", turns.system());
        }
        inference();
        ConverseTools.translate(chat, model.id(), turns, request, additional);
        format();
        ConverseThinking.translate(chat, model.id(), request.path("inferenceConfig"), additional);
        topK();
        JsonNode more = chat.take("additionalModelRequestFields");
        if (more instanceof ObjectNode fields) {
            additional.setAll(fields);
        }
        if (!additional.isEmpty()) {
            request.set("additionalModelRequestFields", additional);
        }
        for (String name : AWS_OWN) {
            JsonNode value = chat.take(name);
            if (!value.isMissingNode()) {
                request.set(name, value);
            }
        }
        chat.nothingLeft();
        return request;
    }

    private void inference() throws BodyMalformed {
        ObjectNode inference = request.putObject("inferenceConfig");
        inference.put("maxTokens", chat.maxTokens(model.maxOutputTokens(), DEFAULT_MAX_TOKENS));
        chat.number("temperature", inference, "temperature");
        chat.number("top_p", inference, "topP");
        List<String> stops = chat.stops();
        if (!stops.isEmpty()) {
            stops.forEach(inference.putArray("stopSequences")::add);
        }
    }

    /** Bedrock wants schemas as text. An object of any shape stands for JSON without a schema. */
    private void format() throws BodyMalformed {
        JsonNode format = chat.take("response_format");
        switch (format.path("type").asText("text")) {
            case "text" -> {}
            case "json_object" -> schema(Json.object().put("type", "object").put("additionalProperties", true));
            case "json_schema" -> {
                JsonNode wanted = format.path("json_schema");
                ObjectNode schema = schema(wanted.path("schema"));
                if (wanted.hasNonNull("name")) {
                    schema.set("name", wanted.get("name"));
                }
                if (wanted.hasNonNull("description")) {
                    schema.set("description", wanted.get("description"));
                }
            }
            default ->
                throw new BodyMalformed(
                        "response_format", "'response_format' must be text, json_object or json_schema.");
        }
    }

    private ObjectNode schema(JsonNode schema) {
        return request.putObject("outputConfig")
                .putObject("textFormat")
                .put("type", "json_schema")
                .putObject("structure")
                .putObject("jsonSchema")
                .put("schema", schema.toString());
    }

    /** Converse has no member for it, and models have it in different places. */
    private void topK() throws BodyMalformed {
        if (model.id().contains("amazon.nova")) {
            ObjectNode inference = Json.object();
            chat.number("top_k", inference, "topK");
            if (!inference.isEmpty()) {
                additional.set("inferenceConfig", inference);
            }
        } else {
            chat.number("top_k", additional, model.id().contains("cohere.") ? "k" : "top_k");
        }
    }
}
