package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;

/** The content of one chat message, part by part. */
final class Parts {
    private static final String BASE64 = ";base64,";

    private final String param;
    private final ArrayNode blocks = Json.object().arrayNode();

    private Parts(String param) {
        this.param = param;
    }

    /** A text, or a list of parts, as blocks. */
    static ArrayNode blocks(JsonNode content, int message) throws BodyMalformed {
        Parts parts = new Parts("messages[" + message + "].content");
        if (content.isTextual()) {
            parts.text(content.textValue());
        } else {
            for (JsonNode part : content) {
                parts.add(part);
            }
        }
        return parts.blocks;
    }

    private void add(JsonNode part) throws BodyMalformed {
        int before = blocks.size();
        switch (part.path("type").asText()) {
            case "text" -> text(part.path("text").asText());
            case "refusal" -> text(part.path("refusal").asText());
            case "image_url" -> image(part.path("image_url").path("url").asText());
            case "file" -> file(part.path("file"));
            default ->
                throw wrong("This model does not take content of type '"
                        + part.path("type").asText() + "'.");
        }
        if (part.hasNonNull("cache_control") && blocks.size() > before) {
            ((ObjectNode) blocks.get(blocks.size() - 1)).set("cache_control", part.get("cache_control"));
        }
    }

    /** The API refuses empty texts. */
    private void text(String text) {
        if (!text.isEmpty()) {
            blocks.addObject().put("type", "text").put("text", text);
        }
    }

    private void image(String url) throws BodyMalformed {
        if (isWeb(url)) {
            source("image", "url").put("url", url);
        } else if (mediaType(url).isEmpty()) {
            throw wrong("An image must be an http(s) URL or a base64 data URL.");
        } else {
            bytes("image", url);
        }
    }

    private void file(JsonNode file) throws BodyMalformed {
        String url = file.path("file_data").asText("");
        String type = mediaType(url);
        if (file.path("file_id").isTextual()) {
            source("document", "file").set("file_id", file.path("file_id"));
        } else if (isWeb(url)) {
            source("document", "url").put("url", url);
        } else if (type.startsWith("image/")) {
            bytes("image", url);
            return;
        } else if (type.startsWith("text/")) {
            source("document", "text").put("media_type", "text/plain").put("data", decoded(url));
        } else if (!type.isEmpty()) {
            bytes("document", url);
        } else {
            throw wrong("A file must be a base64 data URL.");
        }
        String name = file.path("filename").asText("");
        if (!name.isEmpty()) {
            ((ObjectNode) blocks.get(blocks.size() - 1)).put("title", name);
        }
    }

    private void bytes(String block, String dataUrl) {
        source(block, "base64").put("media_type", mediaType(dataUrl)).put("data", payload(dataUrl));
    }

    private ObjectNode source(String block, String type) {
        return blocks.addObject().put("type", block).putObject("source").put("type", type);
    }

    private static boolean isWeb(String url) {
        return url.startsWith("https://") || url.startsWith("http://");
    }

    /** Of a base64 data URL, without its parameters; empty when it is none. */
    private static String mediaType(String url) {
        int end = url.indexOf(BASE64);
        if (!url.startsWith("data:") || end < 0) {
            return "";
        }
        String type = url.substring("data:".length(), end).toLowerCase(Locale.ROOT);
        int parameters = type.indexOf(';');
        type = parameters < 0 ? type : type.substring(0, parameters);
        return type.equals("image/jpg") ? "image/jpeg" : type;
    }

    private static String payload(String dataUrl) {
        return dataUrl.substring(dataUrl.indexOf(BASE64) + BASE64.length());
    }

    private String decoded(String dataUrl) throws BodyMalformed {
        try {
            return new String(Base64.getDecoder().decode(payload(dataUrl)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw wrong("A file must be a base64 data URL.");
        }
    }

    private BodyMalformed wrong(String message) {
        return new BodyMalformed(param, message);
    }
}
