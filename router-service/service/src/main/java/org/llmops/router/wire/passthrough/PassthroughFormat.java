package org.llmops.router.wire.passthrough;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerNotes;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Channel;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.wire.UnstreamedFormat;

/** One request to one of the endpoints that pass as they are: with JSON, with a form, or with nothing. */
public final class PassthroughFormat extends UnstreamedFormat {
    private static final byte[] NOTHING = {};

    private final Endpoint endpoint;
    private final String method;
    private final String path;
    private final String contentType;

    /**
     * @param path below the provider's base URL, with its query
     * @param contentType of the request; empty when it has no body
     */
    public PassthroughFormat(Endpoint endpoint, String method, String path, String contentType) {
        this.endpoint = endpoint;
        this.method = method;
        this.path = path;
        this.contentType = contentType;
    }

    /** What is called. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** How it is called. */
    public String method() {
        return method;
    }

    /** Below the provider's base URL, with its query. */
    public String path() {
        return path;
    }

    /** Of the request; empty when it has no body. */
    public String contentType() {
        return contentType;
    }

    /** The request is JSON, so that its members can be told from each other, and edited. */
    public boolean isJson() {
        return contentType.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    @Override
    public String surface() {
        return endpoint.surface();
    }

    @Override
    public String input() {
        return contentType.isEmpty() ? "" : endpoint.input();
    }

    @Override
    public RequestBody request(byte[] bytes) throws BodyMalformed {
        if (bytes.length == 0) {
            return empty();
        }
        if (isJson()) {
            return new JsonScan(endpoint, bytes, this::request).scan();
        }
        Optional<String> boundary = Multipart.boundary(contentType);
        if (boundary.isEmpty()) {
            throw new BodyMalformed(
                    null, "Send JSON as 'application/json', or a form as 'multipart/form-data' with its boundary.");
        }
        return Multipart.read(endpoint, bytes, boundary.get(), this::request);
    }

    private RequestBody empty() {
        return new RequestBody(
                NOTHING, this::request, Map.of(), null, false, false, 0, 1, null, Map.of(), 0, List.of(), List.of());
    }

    /** What the answer says of its usage, as far as it is JSON; everything else is nobody's but the client's. */
    @Override
    public AnswerBody answer(byte[] bytes) throws IOException {
        AnswerNotes notes = new AnswerNotes(bytes, "", this::answer);
        Map<String, Long> details = new HashMap<>();
        JsonNode answer = looksLikeJson(bytes) ? tree(bytes) : Json.object();
        count(
                details,
                "images",
                endpoint.surface().equals("openai.images") ? answer.path("data").size() : 0);
        count(
                details,
                "search_units",
                answer.at("/meta/billed_units/search_units").asLong());
        JsonNode usage = answer.path("usage");
        count(details, "audio_seconds", Math.round(usage.path("seconds").asDouble()));
        count(
                details,
                "input_image_tokens",
                usage.at("/input_tokens_details/image_tokens").asLong());
        count(
                details,
                "input_audio_tokens",
                usage.at("/input_token_details/audio_tokens").asLong());
        long input = usage.path("input_tokens")
                .asLong(usage.path("prompt_tokens")
                        .asLong(usage.path("total_tokens").asLong()));
        long output = usage.path("output_tokens").asLong();
        if (input + output > 0 || !details.isEmpty()) {
            notes.usage(new TokenUsage(input, 0, 0, output, 0, details, usage.isMissingNode() ? "" : usage.toString()));
        }
        if (endpoint == Endpoint.TRANSCRIPTIONS || endpoint == Endpoint.TRANSLATIONS) {
            transcript(notes);
        }
        if (answer.hasNonNull("error") && !endpoint.isOfProvider()) {
            notes.markFailed();
        }
        return notes.body();
    }

    /** What was heard is told to the client, and may say what nobody should read. */
    private static void transcript(AnswerNotes notes) throws IOException {
        if (!looksLikeJson(notes.bytes())) {
            return;
        }
        try (JsonParser parser = Json.parser(notes.bytes())) {
            Channel channel = new Channel(0, Channel.Part.CONTENT, 0);
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING && isHeard(parser.currentName())) {
                    notes.text(parser, channel);
                }
            }
        }
    }

    private static boolean isHeard(@Nullable String name) {
        return "text".equals(name) || "word".equals(name);
    }

    private static void count(Map<String, Long> details, String unit, long count) {
        if (count > 0) {
            details.put(unit, count);
        }
    }

    private static boolean looksLikeJson(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == '{' && bytes[bytes.length - 1] == '}'
                || bytes.length > 2 && bytes[0] == '{' && bytes[bytes.length - 2] == '}';
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return Json.tree(bytes);
        } catch (IOException notJson) {
            return Json.object();
        }
    }
}
