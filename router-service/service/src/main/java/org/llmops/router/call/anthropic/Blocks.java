package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;

/** The content of messages as blocks of the Messages API. */
final class Blocks {
    private static final Pattern DATA_URL = Pattern.compile("data:([a-zA-Z0-9.+/-]+);base64,(.*)", Pattern.DOTALL);

    private Blocks() {}

    /** A text, or a list of parts. */
    static ArrayNode content(JsonNode content, int message) throws BodyMalformed {
        ArrayNode blocks = Json.object().arrayNode();
        if (content.isTextual()) {
            text(blocks, content.textValue());
        } else {
            for (JsonNode part : content) {
                part(blocks, part, message);
            }
        }
        return blocks;
    }

    private static void part(ArrayNode blocks, JsonNode part, int message) throws BodyMalformed {
        switch (part.path("type").asText()) {
            case "text", "refusal" ->
                text(blocks, part.path("text").asText(part.path("refusal").asText()));
            case "image_url" -> image(blocks, part.path("image_url").path("url").asText(), message);
            case "file" -> file(blocks, part.path("file"), message);
            default ->
                throw new BodyMalformed(
                        "messages[" + message + "].content",
                        "This model does not take content of type '"
                                + part.path("type").asText() + "'.");
        }
    }

    /** The API refuses empty texts. */
    private static void text(ArrayNode blocks, String text) {
        if (!text.isEmpty()) {
            blocks.addObject().put("type", "text").put("text", text);
        }
    }

    private static void image(ArrayNode blocks, String url, int message) throws BodyMalformed {
        Matcher data = DATA_URL.matcher(url);
        ObjectNode source = blocks.addObject().put("type", "image").putObject("source");
        if (data.matches()) {
            source.put("type", "base64").put("media_type", data.group(1)).put("data", data.group(2));
        } else if (url.startsWith("https://") || url.startsWith("http://")) {
            source.put("type", "url").put("url", url);
        } else {
            throw new BodyMalformed(
                    "messages[" + message + "].content", "An image must be an http(s) URL or a base64 data URL.");
        }
    }

    private static void file(ArrayNode blocks, JsonNode file, int message) throws BodyMalformed {
        Matcher data = DATA_URL.matcher(file.path("file_data").asText());
        if (!data.matches()) {
            throw new BodyMalformed("messages[" + message + "].content", "A file must be a base64 data URL.");
        }
        blocks.addObject()
                .put("type", "document")
                .putObject("source")
                .put("type", "base64")
                .put("media_type", data.group(1))
                .put("data", data.group(2));
    }

    /** What the model said, and the tools it called. */
    static ArrayNode assistant(JsonNode message, int index) throws BodyMalformed {
        ArrayNode blocks = content(message.path("content"), index);
        for (JsonNode call : message.path("tool_calls")) {
            blocks.addObject()
                    .put("type", "tool_use")
                    .put("id", call.path("id").asText())
                    .put("name", call.path("function").path("name").asText())
                    .set(
                            "input",
                            arguments(call.path("function").path("arguments").asText(), index));
        }
        return blocks;
    }

    private static JsonNode arguments(String arguments, int message) throws BodyMalformed {
        try {
            JsonNode input = arguments.isBlank() ? Json.object() : Json.tree(Json.utf8(arguments));
            if (input.isObject()) {
                return input;
            }
        } catch (IOException notJson) {
            // Told below, together with JSON that is no object.
        }
        throw new BodyMalformed(
                "messages[" + message + "].tool_calls", "The arguments of a tool call must be a JSON object.");
    }

    static ArrayNode toolResult(JsonNode message, int index) throws BodyMalformed {
        ArrayNode blocks = Json.object().arrayNode();
        blocks.addObject()
                .put("type", "tool_result")
                .put("tool_use_id", message.path("tool_call_id").asText())
                .set("content", content(message.path("content"), index));
        return blocks;
    }
}
