package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;

/** Blocks that a model reads as parts of a chat message. */
final class ContentToChat {
    private final String param;
    private final ArrayNode parts = Json.object().arrayNode();

    ContentToChat(String param) {
        this.param = param;
    }

    /** A text, or a list of blocks. */
    void addAll(JsonNode content) throws BodyMalformed {
        if (content.isTextual()) {
            text(content.textValue());
            return;
        }
        for (JsonNode block : content) {
            add(block);
        }
    }

    void add(JsonNode block) throws BodyMalformed {
        int before = parts.size();
        switch (block.path("type").asText()) {
            case "text" -> text(block.path("text").asText());
            case "image" -> image(block.path("source"));
            case "document" -> document(block);
            case "search_result" -> searchResult(block);
            default -> throw unsayable(block.path("type").asText());
        }
        if (block.hasNonNull("cache_control") && parts.size() > before) {
            ((ObjectNode) parts.get(parts.size() - 1)).set("cache_control", block.get("cache_control"));
        }
    }

    private void text(String text) {
        parts.addObject().put("type", "text").put("text", text);
    }

    private void image(JsonNode source) throws BodyMalformed {
        switch (source.path("type").asText()) {
            case "base64" ->
                parts.addObject()
                        .put("type", "image_url")
                        .putObject("image_url")
                        .put("url", dataUrl(source));
            case "url" ->
                parts.addObject()
                        .put("type", "image_url")
                        .putObject("image_url")
                        .set("url", source.path("url"));
            case "file" ->
                parts.addObject().put("type", "file").putObject("file").set("file_id", source.path("file_id"));
            default -> throw unsayable("image from " + source.path("type").asText());
        }
    }

    private static String dataUrl(JsonNode source) {
        return "data:" + source.path("media_type").asText() + ";base64,"
                + source.path("data").asText();
    }

    private void document(JsonNode block) throws BodyMalformed {
        if (block.path("citations").path("enabled").asBoolean()) {
            throw unsayable("document with citations");
        }
        String title = block.path("title").asText("");
        JsonNode source = block.path("source");
        if (block.path("context").isTextual()) {
            text(block.path("context").textValue());
        }
        switch (source.path("type").asText()) {
            case "base64" ->
                parts.addObject()
                        .put("type", "file")
                        .putObject("file")
                        .put("filename", title.isEmpty() ? "document.pdf" : title)
                        .put("file_data", dataUrl(source));
            case "file" ->
                parts.addObject().put("type", "file").putObject("file").set("file_id", source.path("file_id"));
            case "text" -> text(titled(title, source.path("data").asText()));
            case "content" -> {
                if (!title.isEmpty()) {
                    text(title);
                }
                addAll(source.path("content"));
            }
            default -> throw unsayable("document from " + source.path("type").asText());
        }
    }

    private static String titled(String title, String text) {
        return title.isEmpty() ? text : title + "\n\n" + text;
    }

    private void searchResult(JsonNode block) throws BodyMalformed {
        if (block.path("citations").path("enabled").asBoolean()) {
            throw unsayable("search_result with citations");
        }
        text(titled(block.path("title").asText(""), block.path("source").asText("")));
        addAll(block.path("content"));
    }

    private BodyMalformed unsayable(String what) {
        return new BodyMalformed(param, "This model does not take content of type '" + what + "'.");
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** All parts. */
    ArrayNode parts() {
        return parts;
    }

    /** As short as it can be said: one plain text needs no list. */
    JsonNode content() {
        JsonNode first = parts.path(0);
        boolean plain = parts.size() == 1 && first.path("type").asText().equals("text") && !first.has("cache_control");
        return plain ? first.path("text") : parts;
    }
}
