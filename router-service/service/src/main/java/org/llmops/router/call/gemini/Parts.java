package org.llmops.router.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.call.hub.ChatMessage;
import org.llmops.router.call.hub.DataUrl;

/** Pieces of content: texts, images, sounds, documents. */
final class Parts {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("gif", "image/gif"),
            Map.entry("heic", "image/heic"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("txt", "text/plain"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("webm", "video/webm"),
            Map.entry("wav", "audio/wav"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("flac", "audio/flac"),
            Map.entry("ogg", "audio/ogg"));

    private Parts() {}

    static ObjectNode of(JsonNode part, ChatMessage message) throws BodyMalformed {
        return switch (part.path("type").asText()) {
            case "text", "refusal" -> Json.object().put("text", ChatMessage.text(part));
            case "image_url" -> media(url(part.path("image_url")), "image/jpeg", message);
            case "video_url" -> media(url(part.path("video_url")), "video/mp4", message);
            case "input_audio" ->
                inline(
                        "audio/" + part.path("input_audio").path("format").asText("wav"),
                        part.path("input_audio").path("data").asText());
            case "file" -> file(part.path("file"), message);
            default -> throw message.unsupported(part);
        };
    }

    private static String url(JsonNode holder) {
        return holder.isTextual() ? holder.textValue() : holder.path("url").asText();
    }

    private static ObjectNode media(String url, String otherwise, ChatMessage message) throws BodyMalformed {
        Optional<DataUrl> data = DataUrl.of(url);
        if (data.isPresent()) {
            return inline(data.get().type(), data.get().base64());
        }
        if (!url.startsWith("https://") && !url.startsWith("gs://") && !url.startsWith("http://")) {
            throw new BodyMalformed(
                    message.contentParam(), "Media must be a base64 data URL, an http(s) URL or a gs:// URI.");
        }
        return stored(url, otherwise);
    }

    private static ObjectNode file(JsonNode file, ChatMessage message) throws BodyMalformed {
        Optional<DataUrl> data = DataUrl.of(file.path("file_data").asText());
        String id = file.path("file_id").asText("");
        if (data.isPresent()) {
            return inline(data.get().type(), data.get().base64());
        }
        if (id.startsWith("https://") || id.startsWith("gs://")) {
            return stored(id, file.path("format").asText("application/pdf"));
        }
        throw new BodyMalformed(
                message.contentParam(),
                "A file must be a base64 data URL, or have the URI of a Google file as its id.");
    }

    private static ObjectNode inline(String type, String base64) {
        ObjectNode part = Json.object();
        part.putObject("inlineData").put("mimeType", type).put("data", base64);
        return part;
    }

    private static ObjectNode stored(String uri, String otherwise) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        ObjectNode part = Json.object();
        part.putObject("fileData")
                .put("mimeType", TYPES.getOrDefault(ending, otherwise))
                .put("fileUri", uri);
        return part;
    }
}
