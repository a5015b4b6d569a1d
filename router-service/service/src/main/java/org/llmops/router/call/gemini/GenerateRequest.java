package org.llmops.router.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.call.hub.ChatRequest;

/** Says a chat completion request in the words of generateContent. */
final class GenerateRequest {
    private final ChatRequest chat;
    private final String model;
    private final ObjectNode request = Json.object();

    private GenerateRequest(ChatRequest chat, String model) {
        this.chat = chat;
        this.model = model;
    }

    static ObjectNode of(ChatRequest chat, String model) throws BodyMalformed {
        return new GenerateRequest(chat, model).translate();
    }

    private ObjectNode translate() throws BodyMalformed {
        Contents contents = Contents.of(chat.messages(), model);
        request.set("contents", contents.turns());
        if (!contents.instruction().isEmpty()) {
            request.putObject("systemInstruction").set("parts", contents.instruction());
        }
        GeminiTools.translate(chat, request);
        ObjectNode config = Json.object();
        sampling(config);
        format(config);
        Thinking.translate(chat, model, config);
        modalities(config);
        if (!config.isEmpty()) {
            request.set("generationConfig", config);
        }
        googlesOwn("safety_settings", "safetySettings");
        googlesOwn("cached_content", "cachedContent");
        chat.nothingLeft();
        return request;
    }

    private void sampling(ObjectNode config) throws BodyMalformed {
        chat.number("temperature", config, "temperature");
        chat.number("top_p", config, "topP");
        chat.number("top_k", config, "topK");
        chat.number("frequency_penalty", config, "frequencyPenalty");
        chat.number("presence_penalty", config, "presencePenalty");
        if (chat.maxTokens() > 0) {
            config.put("maxOutputTokens", chat.maxTokens());
        }
        List<String> stops = chat.stops();
        if (!stops.isEmpty()) {
            stops.forEach(config.putArray("stopSequences")::add);
        }
        chat.number("n", config, "candidateCount");
        chat.number("seed", config, "seed");
        if (chat.take("logprobs").asBoolean()) {
            config.put("responseLogprobs", true);
            chat.number("top_logprobs", config, "logprobs");
        } else {
            chat.onlyNeutral("top_logprobs");
        }
    }

    private void format(ObjectNode config) throws BodyMalformed {
        JsonNode format = chat.take("response_format");
        switch (format.path("type").asText("text")) {
            case "text" -> {}
            case "json_object" -> config.put("responseMimeType", "application/json");
            case "json_schema" -> {
                config.put("responseMimeType", "application/json");
                JsonNode schema = format.path("json_schema").path("schema");
                if (schema.isObject() && !schema.isEmpty()) {
                    config.set("responseSchema", Schemas.cleaned(schema, "response_format"));
                }
            }
            default ->
                throw new BodyMalformed(
                        "response_format", "'response_format' must be text, json_object or json_schema.");
        }
    }

    /** Pictures can be asked for; a voice would need members that chat completions have other ideas of. */
    private void modalities(ObjectNode config) throws BodyMalformed {
        ArrayNode wanted = Json.object().arrayNode();
        for (JsonNode modality : chat.take("modalities")) {
            if (!modality.asText().equals("text") && !modality.asText().equals("image")) {
                throw new BodyMalformed("modalities", "This model answers with text and images only.");
            }
            wanted.add(modality.asText().toUpperCase(Locale.ROOT));
        }
        if (wanted.size() > 1 || wanted.size() == 1 && !wanted.get(0).asText().equals("TEXT")) {
            config.set("responseModalities", wanted);
        }
    }

    private void googlesOwn(String name, String as) {
        JsonNode value = chat.take(name);
        if (!value.isMissingNode()) {
            request.set(as, value);
        }
    }
}
