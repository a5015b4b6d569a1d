package org.llmops.router.call.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;

/**
 * One message of a conversation.
 *
 * @param position in the conversation
 */
public record ChatMessage(JsonNode json, int position) {

    /** Who may say something; what nobody in particular says, the user does. */
    private static final Set<String> ROLES = Set.of("", "system", "developer", "user", "assistant", "tool", "function");

    /** All messages of a conversation; fails when nobody knows who says one of them. */
    public static List<ChatMessage> all(JsonNode messages) throws BodyMalformed {
        List<ChatMessage> all = new ArrayList<>(messages.size());
        for (JsonNode json : messages) {
            ChatMessage message = new ChatMessage(json, all.size());
            if (!ROLES.contains(message.role())) {
                throw new BodyMalformed(
                        "messages[" + all.size() + "].role",
                        "A message's role must be system, developer, user, assistant or tool.");
            }
            all.add(message);
        }
        return all;
    }

    public String role() {
        return json.path("role").asText();
    }

    /** Its parts; a text alone is one part. Empty texts are none: no provider wants them. */
    public List<JsonNode> parts() throws BodyMalformed {
        JsonNode content = json.path("content");
        List<JsonNode> parts = new ArrayList<>();
        if (content.isTextual()) {
            parts.add(Json.object().put("type", "text").put("text", content.textValue()));
        } else if (content.isArray()) {
            content.forEach(parts::add);
        } else if (!content.isNull() && !content.isMissingNode()) {
            throw new BodyMalformed(contentParam(), "The content of a message must be a text or a list of parts.");
        }
        parts.removeIf(part -> isText(part) && text(part).isEmpty());
        return parts;
    }

    /** Texts only: what an instruction or a tool's result consists of. */
    public String text() throws BodyMalformed {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : parts()) {
            if (!isText(part)) {
                throw unsupported(part);
            }
            text.append(text(part));
        }
        return text.toString();
    }

    public static boolean isText(JsonNode part) {
        String type = part.path("type").asText();
        return type.equals("text") || type.equals("refusal");
    }

    /** What a part that is a text says. */
    public static String text(JsonNode part) {
        return part.path("text").asText(part.path("refusal").asText(""));
    }

    /** Calls of tools; one of the kind used before 2023-11 gets its function's name as id. */
    public List<JsonNode> toolCalls() {
        List<JsonNode> calls = new ArrayList<>();
        json.path("tool_calls").forEach(calls::add);
        JsonNode old = json.path("function_call");
        if (old.isObject()) {
            calls.add(Json.object().put("id", old.path("name").asText()).set("function", old));
        }
        return calls;
    }

    /** Which call a tool's result answers. */
    public String toolCallId() {
        return json.path("tool_call_id").asText(json.path("name").asText(""));
    }

    /** What the model thought, in the blocks that a provider signed. */
    public ArrayNode thinkingBlocks() {
        return json.path("thinking_blocks") instanceof ArrayNode blocks
                ? blocks
                : Json.object().arrayNode();
    }

    public String contentParam() {
        return "messages[" + position + "].content";
    }

    public BodyMalformed unsupported(JsonNode part) {
        return new BodyMalformed(
                contentParam(),
                "This model does not take content of type '" + part.path("type").asText() + "'.");
    }
}
