package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.providers.ProviderModel;

/** Says a chat completion request in the words of the Messages API. */
final class MessagesRequest {
    /** The API demands a bound; this one is meant for models that declare none. */
    private static final long DEFAULT_MAX_TOKENS = 4096;

    private final JsonNode chat;
    private final ObjectNode request = Json.object();

    private MessagesRequest(JsonNode chat) {
        this.chat = chat;
    }

    static ObjectNode of(RequestBody body, ProviderModel model) throws BodyMalformed {
        if (body.choices() > 1) {
            throw new BodyMalformed("n", "This model answers with one choice only: 'n' must be 1.");
        }
        try {
            return new MessagesRequest(Json.tree(body.bytes())).translate(body, model);
        } catch (IOException impossible) {
            throw new IllegalStateException("The body was scanned before", impossible);
        }
    }

    private ObjectNode translate(RequestBody body, ProviderModel model) throws BodyMalformed {
        long most = model.maxOutputTokens() > 0 ? model.maxOutputTokens() : DEFAULT_MAX_TOKENS;
        request.put("model", model.id());
        request.put("max_tokens", body.maxOutputTokens() > 0 ? body.maxOutputTokens() : most);
        Conversation conversation = Conversation.of(chat.path("messages"));
        if (!conversation.system().isEmpty()) {
            request.set("system", conversation.system());
        }
        request.set("messages", conversation.turns());
        sampling();
        stop();
        Tools.translate(chat, request);
        format();
        if (body.endUser() != null) {
            request.putObject("metadata").put("user_id", body.endUser());
        }
        if (body.streamed()) {
            request.put("stream", true);
        }
        return request;
    }

    /** OpenAI's temperatures end at 2, Anthropic's at 1: the hottest stays the hottest. */
    private void sampling() {
        JsonNode temperature = chat.path("temperature");
        if (temperature.isNumber()) {
            request.put("temperature", temperature.decimalValue().min(BigDecimal.ONE));
        }
        if (chat.path("top_p").isNumber()) {
            request.set("top_p", chat.get("top_p"));
        }
    }

    private void stop() {
        JsonNode stop = chat.path("stop");
        if (stop.isTextual()) {
            request.putArray("stop_sequences").add(stop);
        } else if (stop.isArray() && !stop.isEmpty()) {
            request.set("stop_sequences", stop);
        }
    }

    private void format() {
        JsonNode format = chat.path("response_format");
        if (format.path("type").asText().equals("json_schema")) {
            ObjectNode wanted = request.putObject("output_config").putObject("format");
            wanted.put("type", "json_schema")
                    .set("schema", format.path("json_schema").path("schema"));
        }
    }

    /** The system's words apart from the turns of a conversation, as the Messages API wants them. */
    private record Conversation(ArrayNode system, ArrayNode turns) {
        private static Conversation of(JsonNode messages) throws BodyMalformed {
            ArrayNode system = Json.object().arrayNode();
            Turns turns = new Turns();
            for (int i = 0; i < messages.size(); i++) {
                JsonNode message = messages.get(i);
                switch (message.path("role").asText()) {
                    case "system", "developer" -> system.addAll(Blocks.content(message.path("content"), i));
                    case "assistant" -> turns.add("assistant", Blocks.assistant(message, i));
                    case "tool", "function" -> turns.add("user", Blocks.toolResult(message, i));
                    default -> turns.add("user", Blocks.content(message.path("content"), i));
                }
            }
            return new Conversation(system, turns.all());
        }
    }
}
