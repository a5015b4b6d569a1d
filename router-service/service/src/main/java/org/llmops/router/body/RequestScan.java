package org.llmops.router.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pass over a request's bytes that finds what the router must know. */
final class RequestScan {
    private static final int MAX_CHOICES = 128;

    private final JsonParser parser;
    private final byte[] bytes;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, String> metadata = new HashMap<>();
    private final List<TextSpan> texts = new ArrayList<>();
    private final List<Span> media = new ArrayList<>();
    private @Nullable String model;
    private boolean streamed;
    private boolean usageWanted;
    private long maxTokens;
    private long maxCompletionTokens;
    private int choices = 1;
    private @Nullable String endUser;
    private int messages;

    private RequestScan(JsonParser parser, byte[] bytes) {
        this.parser = parser;
        this.bytes = bytes;
    }

    static RequestBody scan(byte[] bytes) throws BodyMalformed {
        try (JsonParser parser = Json.parser(bytes)) {
            return new RequestScan(parser, bytes).scan();
        } catch (JsonProcessingException malformed) {
            throw new BodyMalformed(
                    null, "We could not parse the JSON body of your request: " + malformed.getOriginalMessage());
        } catch (IOException malformed) {
            throw new BodyMalformed(null, "We could not parse the JSON body of your request: it is not valid UTF-8.");
        }
    }

    private RequestBody scan() throws IOException, BodyMalformed {
        // Only UTF-8 has byte positions; other encodings are not JSON for the wire (RFC 8259, section 8.1).
        if (parser.nextToken() != JsonToken.START_OBJECT || JsonPositions.start(parser) < 0) {
            throw new BodyMalformed(null, "The body of your request must be one JSON object in UTF-8.");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            member(parser.currentName());
        }
        if (parser.nextToken() != null) {
            throw new BodyMalformed(null, "The body of your request must be one JSON object, and nothing after it.");
        }
        return new RequestBody(
                bytes,
                members,
                model,
                streamed,
                usageWanted,
                maxCompletionTokens > 0 ? maxCompletionTokens : maxTokens,
                choices,
                endUser,
                Map.copyOf(metadata),
                messages,
                List.copyOf(texts),
                List.copyOf(media));
    }

    private void member(String name) throws IOException, BodyMalformed {
        int nameStart = JsonPositions.start(parser);
        parser.nextToken();
        int start = JsonPositions.start(parser);
        value(name);
        Member member = new Member(name, nameStart, new Span(start, JsonPositions.end(parser)));
        if (members.put(name, member) != null) {
            // Who reads the first and who reads the last would see two different requests.
            throw new BodyMalformed(name, "'" + name + "' is given more than once.");
        }
    }

    private void value(String name) throws IOException, BodyMalformed {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        switch (name) {
            case "model" -> model = string(name);
            case "stream" -> streamed = bool(name);
            case "stream_options" -> streamOptions();
            case "max_tokens" -> maxTokens = count(name);
            case "max_completion_tokens" -> maxCompletionTokens = count(name);
            case "n" -> choices = choices();
            case "user" -> endUser = endUser == null ? string(name) : endUser;
            case "safety_identifier" -> endUser = string(name);
            case "metadata" -> metadata();
            case "messages" -> messages();
            case "input" -> input();
            case "prediction" -> prediction();
            default -> parser.skipChildren();
        }
    }

    private void streamOptions() throws IOException, BodyMalformed {
        require(JsonToken.START_OBJECT, "stream_options", "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean usage = parser.currentName().equals("include_usage");
            JsonToken value = parser.nextToken();
            usageWanted = usage ? value == JsonToken.VALUE_TRUE : usageWanted;
            parser.skipChildren();
        }
    }

    private void metadata() throws IOException, BodyMalformed {
        require(JsonToken.START_OBJECT, "metadata", "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            metadata.put(key, string("metadata." + key));
        }
        endUser = endUser == null ? metadata.get("user_id") : endUser;
    }

    private void messages() throws IOException, BodyMalformed {
        require(JsonToken.START_ARRAY, "messages", "an array");
        for (; parser.nextToken() != JsonToken.END_ARRAY; messages++) {
            require(JsonToken.START_OBJECT, "messages[" + messages + "]", "an object");
            message();
        }
    }

    private void message() throws IOException, BodyMalformed {
        String role = "user";
        int firstText = texts.size();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "role" -> role = string("messages[" + messages + "].role");
                case "content" -> content(token);
                case "refusal" -> text(TextSource.USER);
                case "reasoning", "reasoning_content" -> text(TextSource.REASONING);
                case "tool_calls", "function_call" -> toolCalls();
                default -> parser.skipChildren();
            }
        }
        TextSource source = TextSource.ofRole(role);
        // The role may stand behind the content.
        texts.subList(firstText, texts.size())
                .replaceAll(text -> text.source() == TextSource.USER ? new TextSpan(text.span(), source) : text);
    }

    private void content(JsonToken token) throws IOException, BodyMalformed {
        switch (token) {
            case VALUE_STRING -> text(TextSource.USER);
            case VALUE_NULL -> {}
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    require(
                            JsonToken.START_OBJECT,
                            "messages[" + messages + "].content",
                            "a string or an array of objects");
                    part();
                }
            }
            default -> throw wrongType("messages[" + messages + "].content", "a string or an array of objects");
        }
    }

    private void part() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "text", "refusal" -> text(TextSource.USER);
                case "image_url", "input_audio", "file" -> {
                    int start = JsonPositions.start(parser);
                    parser.skipChildren();
                    media.add(new Span(start, JsonPositions.end(parser)));
                }
                default -> parser.skipChildren();
            }
        }
    }

    /** The arguments of every call, however the calls are nested. */
    private void toolCalls() throws IOException {
        if (!parser.currentToken().isStructStart()) {
            return;
        }
        for (int depth = 1; depth > 0; ) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING && isArguments(parser.currentName())) {
                text(TextSource.TOOL_ARGUMENTS);
            }
        }
    }

    private static boolean isArguments(@Nullable String name) {
        return "arguments".equals(name) || "input".equals(name);
    }

    /** Embeddings: one text, several, or tokens, which nobody can screen. */
    private void input() throws IOException, BodyMalformed {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            text(TextSource.USER);
            return;
        }
        require(JsonToken.START_ARRAY, "input", "a string or an array");
        int start = JsonPositions.start(parser);
        boolean tokens = false;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            tokens |= parser.currentToken() != JsonToken.VALUE_STRING;
            text(TextSource.USER);
            parser.skipChildren();
        }
        if (tokens) {
            media.add(new Span(start, JsonPositions.end(parser)));
        }
    }

    private void prediction() throws IOException, BodyMalformed {
        require(JsonToken.START_OBJECT, "prediction", "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isContent = parser.currentName().equals("content");
            JsonToken token = parser.nextToken();
            if (isContent) {
                content(token);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void text(TextSource source) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            int start = JsonPositions.start(parser);
            texts.add(new TextSpan(new Span(start, JsonPositions.end(parser)), source));
        } else {
            parser.skipChildren();
        }
    }

    private String string(String param) throws IOException, BodyMalformed {
        require(JsonToken.VALUE_STRING, param, "a string");
        return parser.getText();
    }

    private boolean bool(String param) throws BodyMalformed {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrongType(param, "a boolean");
        };
    }

    private long count(String param) throws IOException, BodyMalformed {
        require(JsonToken.VALUE_NUMBER_INT, param, "an integer");
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 1) {
            throw new BodyMalformed(param, "Invalid '" + param + "': integer out of range. Expected a value >= 1.");
        }
        return parser.getLongValue();
    }

    private int choices() throws IOException, BodyMalformed {
        long wanted = count("n");
        if (wanted > MAX_CHOICES) {
            throw new BodyMalformed(
                    "n", "Invalid 'n': integer above maximum value. Expected a value <= " + MAX_CHOICES + ".");
        }
        return (int) wanted;
    }

    private void require(JsonToken token, String param, String wanted) throws BodyMalformed {
        if (parser.currentToken() != token) {
            throw wrongType(param, wanted);
        }
    }

    private static BodyMalformed wrongType(String param, String wanted) {
        return new BodyMalformed(param, "Invalid type for '" + param + "': expected " + wanted + ".");
    }
}
