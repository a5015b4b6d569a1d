package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.call.hub.ChatMessage;
import org.llmops.router.providers.ProviderModel;
import org.llmops.router.wire.messages.ChatSettings;
import org.llmops.router.wire.messages.ChatTools;
import org.llmops.router.wire.messages.Thinking;

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
        try {
            return new MessagesRequest(Json.tree(body.bytes())).translate(body, model);
        } catch (IOException impossible) {
            throw new IllegalStateException("The body was scanned before", impossible);
        }
    }

    /** The bound of an answer whose client set none. */
    static long maxTokens(ProviderModel model) {
        return model.maxOutputTokens() > 0 ? model.maxOutputTokens() : DEFAULT_MAX_TOKENS;
    }

    private ObjectNode translate(RequestBody body, ProviderModel model) throws BodyMalformed {
        Unsayable.check(chat);
        request.put("model", model.id());
        request.put("max_tokens", body.maxOutputTokens() > 0 ? body.maxOutputTokens() : maxTokens(model));
        Conversation conversation = Conversation.of(chat.path("messages"));
        if (!conversation.system().isEmpty()) {
            request.set("system", conversation.system());
        }
        request.set("messages", conversation.turns());
        ChatSettings.sampling(chat, request);
        ChatTools.toMessages(chat, request);
        webSearch();
        own();
        ChatSettings.format(chat, request);
        thinking(model, conversation);
        serviceTier();
        if (body.endUser() != null) {
            request.putObject("metadata").put("user_id", body.endUser());
        }
        if (body.streamed()) {
            request.put("stream", true);
        }
        return request;
    }

    /** What chat completion clients say in Anthropic's own words. */
    private void own() {
        for (String name : Unsayable.OWN) {
            if (chat.hasNonNull(name)) {
                request.set(name, chat.get(name));
            }
        }
    }

    /** Whoever names a budget is taken at its word; the models refuse to think about a call whose thought they miss. */
    private void thinking(ProviderModel model, Conversation conversation) {
        JsonNode thinking = chat.path("thinking");
        if (thinking.isObject()) {
            request.set("thinking", thinking);
            JsonNode effort = chat.path("reasoning_effort");
            if (thinking.path("type").asText().equals("adaptive") && effort.isTextual()) {
                request.withObjectProperty("output_config")
                        .put("effort", effort.asText().equals("minimal") ? "low" : effort.asText());
            }
        } else if (chat.path("reasoning_effort").isTextual() && !conversation.missesThought()) {
            Thinking.add(request, chat.path("reasoning_effort").textValue(), model.id());
        }
    }

    private void serviceTier() {
        switch (chat.path("service_tier").asText("")) {
            case "auto", "priority" -> request.put("service_tier", "auto");
            case "default" -> request.put("service_tier", "standard_only");
            default -> {}
        }
    }

    private void webSearch() {
        if (chat.path("web_search_options").isObject()) {
            ObjectNode tool = request.withArrayProperty("tools").addObject();
            tool.put("type", "web_search_20250305").put("name", "web_search");
            JsonNode where =
                    chat.path("web_search_options").path("user_location").path("approximate");
            if (where.isObject()) {
                tool.set("user_location", where.<ObjectNode>deepCopy().put("type", "approximate"));
            }
        }
    }

    /**
     * The system's words apart from the turns of a conversation, as the Messages API wants them.
     *
     * @param missesThought a call of a tool waits for its result, and what was thought before it is unknown
     */
    private record Conversation(ArrayNode system, ArrayNode turns, boolean missesThought) {
        private static Conversation of(JsonNode messages) throws BodyMalformed {
            ArrayNode system = Json.object().arrayNode();
            Turns turns = new Turns();
            boolean missesThought = false;
            for (ChatMessage message : ChatMessage.all(messages)) {
                JsonNode json = message.json();
                int position = message.position();
                switch (message.role()) {
                    case "system", "developer" -> system.addAll(Blocks.said(json, position));
                    case "assistant" -> {
                        ArrayNode blocks = Blocks.assistant(json, position);
                        missesThought = Blocks.callsWithoutThought(blocks);
                        turns.add("assistant", blocks);
                    }
                    case "tool", "function" -> turns.add("user", Blocks.toolResult(json, position));
                    default -> {
                        missesThought = false;
                        turns.add("user", Blocks.said(json, position));
                    }
                }
            }
            return new Conversation(system, turns.all(), missesThought);
        }
    }
}
