package org.llmops.router.wire.responses;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.RequestReader;
import org.llmops.router.body.RequestScan;
import org.llmops.router.body.TextSource;
import org.llmops.router.body.TextSpan;

/** Walks over a request for a response. */
final class ResponsesRequestScan extends RequestScan {
    /** Strings of an item that are no texts; of calls that others than the client make, everything else is one. */
    private static final Set<String> NO_TEXT = Set.of(
            "type",
            "id",
            "status",
            "call_id",
            "role",
            "name",
            "phase",
            "namespace",
            "detail",
            "filename",
            "file_id",
            "server_label",
            "container_id",
            "approval_request_id",
            "encrypted_content",
            "fingerprint");

    /** What a model is shown and cannot be read. */
    private static final Set<String> MEDIA =
            Set.of("image_url", "file_url", "file_data", "input_audio", "result", "partial_image_b64");

    private int item;

    private ResponsesRequestScan(byte[] bytes, RequestReader reader) throws BodyMalformed {
        super(bytes, reader);
        // A response always ends with its usage.
        usageWanted(true);
    }

    static RequestBody scan(byte[] bytes) throws BodyMalformed {
        return new ResponsesRequestScan(bytes, ResponsesRequestScan::scan).scan();
    }

    @Override
    protected void value(String name) throws IOException, BodyMalformed {
        switch (name) {
            case "model" -> model(name(name));
            case "stream" -> streamed(bool(name));
            case "max_output_tokens" -> maxOutputTokens(count(name));
            case "user" -> user(name(name));
            case "safety_identifier" -> endUser(name(name));
            case "metadata" -> attached();
            case "instructions" -> instructions();
            case "input" -> input();
            default -> parser().skipChildren();
        }
    }

    private void user(String user) {
        if (endUser() == null) {
            endUser(user);
        }
    }

    private void attached() throws IOException, BodyMalformed {
        require(JsonToken.START_OBJECT, "metadata", "an object");
        while (parser().nextToken() == JsonToken.FIELD_NAME) {
            String key = parser().currentName();
            parser().nextToken();
            metadata().put(key, string("metadata." + key));
        }
    }

    private void instructions() throws IOException, BodyMalformed {
        require(JsonToken.VALUE_STRING, "instructions", "a string");
        text(TextSource.SYSTEM);
    }

    private void input() throws IOException, BodyMalformed {
        if (parser().currentToken() == JsonToken.VALUE_STRING) {
            nextMessage();
            text(TextSource.USER);
            return;
        }
        require(JsonToken.START_ARRAY, "input", "a string or an array");
        while (parser().nextToken() != JsonToken.END_ARRAY) {
            item = nextMessage();
            require(JsonToken.START_OBJECT, "input[" + item + "]", "an object");
            item();
        }
    }

    /** Who says it may stand behind what is said. */
    private void item() throws IOException, BodyMalformed {
        TextSource source = TextSource.USER;
        int firstText = texts().size();
        while (parser().nextToken() == JsonToken.FIELD_NAME) {
            String name = parser().currentName();
            parser().nextToken();
            switch (name) {
                case "type" -> source = ofType(string("input[" + item + "].type"), source);
                case "role" -> source = TextSource.ofRole(string("input[" + item + "].role"));
                default -> texts(name);
            }
        }
        TextSource known = source;
        texts().subList(firstText, texts().size()).replaceAll(text -> new TextSpan(text.span(), known));
    }

    private static TextSource ofType(String type, TextSource otherwise) {
        return switch (type) {
            case "message", "item_reference" -> otherwise;
            case "reasoning", "compaction" -> TextSource.REASONING;
            case "function_call", "custom_tool_call" -> TextSource.TOOL_ARGUMENTS;
            default -> type.endsWith("_call") ? TextSource.TOOL_ARGUMENTS : TextSource.TOOL_RESULT;
        };
    }

    /** Every string is one, however deep, unless its name says otherwise. */
    private void texts(@Nullable String name) throws IOException {
        if (name != null && MEDIA.contains(name) && parser().currentToken() != JsonToken.VALUE_NULL) {
            media();
            return;
        }
        switch (parser().currentToken()) {
            case START_OBJECT -> {
                while (parser().nextToken() == JsonToken.FIELD_NAME) {
                    String member = parser().currentName();
                    parser().nextToken();
                    texts(member);
                }
            }
            case START_ARRAY -> {
                while (parser().nextToken() != JsonToken.END_ARRAY) {
                    texts(null);
                }
            }
            case VALUE_STRING -> {
                if (name == null || !NO_TEXT.contains(name)) {
                    text(TextSource.USER);
                }
            }
            default -> {}
        }
    }
}
