package org.llmops.router.call.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.call.hub.ChatMessage;
import org.llmops.router.call.hub.DataUrl;

/** Pieces of content as blocks of Converse. */
final class ConverseBlocks {
    private static final Pattern NOT_FOR_IDS = Pattern.compile("[^a-zA-Z0-9_-]");
    private static final Pattern NOT_FOR_NAMES = Pattern.compile("[^a-zA-Z0-9()\\[\\] -]+");
    private static final int MAX_ID = 64;
    private static final int MAX_NAME = 200;
    private static final Map<String, String> DOCUMENTS = Map.of(
            "application/pdf", "pdf",
            "text/csv", "csv",
            "text/html", "html",
            "text/plain", "txt",
            "text/markdown", "md",
            "application/msword", "doc",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
            "application/vnd.ms-excel", "xls",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");

    private ConverseBlocks() {}

    /** All parts of a message. */
    static void add(ArrayNode blocks, ChatMessage message) throws BodyMalformed {
        for (JsonNode part : message.parts()) {
            // Blank texts are refused.
            if (!ChatMessage.isText(part) || !ChatMessage.text(part).isBlank()) {
                blocks.add(block(part, message));
                cachePointAfter(part, blocks);
            }
        }
        cachePointAfter(message.json(), blocks);
    }

    static ObjectNode block(JsonNode part, ChatMessage message) throws BodyMalformed {
        return switch (part.path("type").asText()) {
            case "text", "refusal" -> Json.object().put("text", ChatMessage.text(part));
            case "image_url" -> image(part.path("image_url"), message);
            case "file" -> document(part.path("file"), message);
            default -> throw message.unsupported(part);
        };
    }

    private static ObjectNode image(JsonNode image, ChatMessage message) throws BodyMalformed {
        String url = image.isTextual() ? image.textValue() : image.path("url").asText();
        ObjectNode block = Json.object();
        ObjectNode into = block.putObject("image");
        if (url.startsWith("s3://")) {
            String ending = url.substring(url.lastIndexOf('.') + 1);
            into.put("format", ending.equals("jpg") ? "jpeg" : ending)
                    .putObject("source")
                    .putObject("s3Location")
                    .put("uri", url);
            return block;
        }
        DataUrl data = DataUrl.of(url)
                .orElseThrow(() -> new BodyMalformed(
                        message.contentParam(), "This model takes images as base64 data URLs or from s3:// only."));
        into.put("format", data.subtype()).putObject("source").put("bytes", data.base64());
        return block;
    }

    private static ObjectNode document(JsonNode file, ChatMessage message) throws BodyMalformed {
        DataUrl data = DataUrl.of(file.path("file_data").asText())
                .orElseThrow(() -> new BodyMalformed(message.contentParam(), "A file must be a base64 data URL."));
        String format = DOCUMENTS.get(data.type());
        if (format == null) {
            throw new BodyMalformed(
                    message.contentParam(), "This model does not take files of type '" + data.type() + "'.");
        }
        ObjectNode block = Json.object();
        block.putObject("document")
                .put("format", format)
                .put("name", name(file.path("filename").asText("")))
                .putObject("source")
                .put("bytes", data.base64());
        return block;
    }

    /** Bedrock demands a name, of few characters. */
    private static String name(String file) {
        String name = NOT_FOR_NAMES.matcher(file).replaceAll(" ").strip();
        return name.isEmpty() ? "document" : name.substring(0, Math.min(name.length(), MAX_NAME));
    }

    /** Ids that other providers gave may have characters that Bedrock refuses. */
    static String toolUseId(String id) {
        String clean = NOT_FOR_IDS.matcher(id).replaceAll("_");
        return clean.length() > MAX_ID ? clean.substring(clean.length() - MAX_ID) : clean;
    }

    /** A thought as its provider signed it; those that another signed, or nobody, would be refused. */
    static void thinking(JsonNode block, ArrayNode blocks) {
        String signature = block.path("signature").asText("");
        if (block.path("type").asText().equals("redacted_thinking")) {
            blocks.addObject()
                    .putObject("reasoningContent")
                    .put("redactedContent", block.path("data").asText());
        } else if (!signature.isEmpty() && !signature.startsWith("google/")) {
            blocks.addObject()
                    .putObject("reasoningContent")
                    .putObject("reasoningText")
                    .put("text", block.path("thinking").asText())
                    .put("signature", signature);
        }
    }

    static void cachePointAfter(JsonNode part, ArrayNode blocks) {
        if (part.path("cache_control").isObject() && !blocks.isEmpty()) {
            blocks.add(cachePoint(part.path("cache_control")));
        }
    }

    static ObjectNode cachePoint(JsonNode control) {
        ObjectNode block = Json.object();
        ObjectNode point = block.putObject("cachePoint").put("type", "default");
        if (control.path("ttl").asText().equals("1h")) {
            point.put("ttl", "1h");
        }
        return block;
    }
}
