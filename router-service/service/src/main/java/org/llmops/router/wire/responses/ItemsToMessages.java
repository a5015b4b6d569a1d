package org.llmops.router.wire.responses;

import static org.llmops.router.wire.responses.ResponsesToChat.unsayable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;

/**
 * Tells the items of an input as messages. What the model did in one turn, its reasoning, its words and its calls, are
 * items of their own in a response, and one message of a chat.
 */
final class ItemsToMessages {
    private final ArrayNode messages = Json.object().arrayNode();
    /** The assistant's turn that further items may still belong to. */
    private @Nullable ObjectNode turn;

    private boolean turnSpoke;

    ArrayNode messages() {
        return messages;
    }

    /** A message that is a plain text. */
    void say(String role, JsonNode text) {
        endTurn();
        messages.addObject().put("role", role).set("content", text);
    }

    void addAll(ArrayNode items) throws BodyMalformed {
        for (int i = 0; i < items.size(); i++) {
            add(items.get(i), "input[" + i + "]");
        }
    }

    private void add(JsonNode item, String at) throws BodyMalformed {
        String type = item.path("type").asText(item.has("role") ? "message" : "");
        switch (type) {
            case "message" -> message(item, at);
            case "reasoning" -> reasoning(item);
            case "function_call" -> call(item, "function", "arguments");
            case "custom_tool_call" -> call(item, "custom", "input");
            case "function_call_output", "custom_tool_call_output" -> result(item, at);
            default -> throw unsayable(item.has("type") ? at + ".type" : at);
        }
    }

    private void message(JsonNode item, String at) throws BodyMalformed {
        JsonNode content = item.path("content");
        if (item.path("role").asText().equals("assistant")) {
            said(content, at + ".content");
            return;
        }
        endTurn();
        ObjectNode message = messages.addObject();
        message.set("role", item.path("role"));
        message.set("content", content.isArray() ? parts(content, at + ".content") : content);
    }

    private void said(JsonNode content, String at) throws BodyMalformed {
        ObjectNode message = turnThatMaySpeak();
        turnSpoke = true;
        if (!content.isArray()) {
            message.set("content", content);
            return;
        }
        List<JsonNode> texts = new ArrayList<>();
        for (JsonNode part : parts(content, at)) {
            if (part.path("type").asText().equals("refusal")) {
                message.set("refusal", part.path("refusal"));
            } else {
                texts.add(part);
            }
        }
        if (texts.size() == 1 && texts.getFirst().path("type").asText().equals("text")) {
            message.set("content", texts.getFirst().path("text"));
        } else if (!texts.isEmpty()) {
            message.putArray("content").addAll(texts);
        }
    }

    /** Calls come after words: words after calls are a new turn. */
    private ObjectNode turnThatMaySpeak() {
        ObjectNode current = turn;
        if (current != null && (turnSpoke || current.has("tool_calls"))) {
            endTurn();
        }
        return turn();
    }

    private ObjectNode turn() {
        ObjectNode current = turn;
        if (current == null) {
            current = messages.addObject().put("role", "assistant").putNull("content");
            turn = current;
            turnSpoke = false;
        }
        return current;
    }

    private void endTurn() {
        turn = null;
    }

    private void reasoning(JsonNode item) {
        ObjectNode current = turn;
        if (current != null && (turnSpoke || current.has("tool_calls"))) {
            endTurn();
        }
        List<String> thoughts = thoughts(item.path("content"));
        if (thoughts.isEmpty()) {
            thoughts = thoughts(item.path("summary"));
        }
        ObjectNode message = turn();
        if (!thoughts.isEmpty()) {
            String before = message.path("reasoning_content").asText("");
            message.put("reasoning_content", before + String.join("\n\n", thoughts));
        }
        ThinkingSeal.open(item.path("encrypted_content").asText(""), thoughts)
                .ifPresent(
                        blocks -> message.withArrayProperty("thinking_blocks").addAll(blocks));
    }

    private static List<String> thoughts(JsonNode parts) {
        List<String> thoughts = new ArrayList<>();
        parts.forEach(part -> thoughts.add(part.path("text").asText("")));
        return thoughts;
    }

    private void call(JsonNode item, String kind, String said) {
        ObjectNode call = turn().withArrayProperty("tool_calls").addObject();
        call.set("id", item.path("call_id"));
        call.put("type", kind);
        ObjectNode called = call.putObject(kind);
        called.set("name", item.path("name"));
        called.set(said, item.path(said));
    }

    private void result(JsonNode item, String at) throws BodyMalformed {
        endTurn();
        ObjectNode message = messages.addObject().put("role", "tool");
        message.set("tool_call_id", item.path("call_id"));
        JsonNode output = item.path("output");
        message.set("content", output.isArray() ? parts(output, at + ".output") : output);
    }

    private static ArrayNode parts(JsonNode parts, String at) throws BodyMalformed {
        ArrayNode translated = Json.object().arrayNode();
        int position = 0;
        for (JsonNode part : parts) {
            translated.add(part(part, at + "[" + position + "]"));
            position++;
        }
        return translated;
    }

    private static ObjectNode part(JsonNode part, String at) throws BodyMalformed {
        ObjectNode translated = Json.object();
        switch (part.path("type").asText("")) {
            case "input_text", "output_text", "text" ->
                translated.put("type", "text").set("text", part.path("text"));
            case "refusal" ->
                translated
                        .put("type", "refusal")
                        .set("refusal", part.has("refusal") ? part.path("refusal") : part.path("text"));
            case "input_image" -> image(translated, part, at);
            case "input_file" -> file(translated, part, at);
            case "input_audio" -> translated.put("type", "input_audio").set("input_audio", part.path("input_audio"));
            default -> throw unsayable(at + ".type");
        }
        if (part.has("cache_control")) {
            translated.set("cache_control", part.path("cache_control"));
        }
        return translated;
    }

    private static void image(ObjectNode translated, JsonNode part, String at) throws BodyMalformed {
        if (!part.path("image_url").isTextual()) {
            throw unsayable(at + (part.hasNonNull("file_id") ? ".file_id" : ".image_url"));
        }
        ObjectNode image = translated.put("type", "image_url").putObject("image_url");
        image.set("url", part.path("image_url"));
        if (part.hasNonNull("detail")) {
            image.set("detail", part.path("detail"));
        }
    }

    private static void file(ObjectNode translated, JsonNode part, String at) throws BodyMalformed {
        if (part.hasNonNull("file_url")) {
            throw unsayable(at + ".file_url");
        }
        ObjectNode file = translated.put("type", "file").putObject("file");
        for (String member : new String[] {"file_id", "filename", "file_data"}) {
            if (part.hasNonNull(member)) {
                file.set(member, part.path(member));
            }
        }
    }
}
