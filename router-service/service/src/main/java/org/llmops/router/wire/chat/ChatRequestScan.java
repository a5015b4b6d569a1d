package org.llmops.router.wire.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.RequestReader;
import org.llmops.router.body.RequestScan;
import org.llmops.router.body.TextSource;
import org.llmops.router.body.TextSpan;

/** Walks over a chat completion request. */
final class ChatRequestScan extends RequestScan {
    private boolean completionTokensGiven;
    private int message;

    private ChatRequestScan(byte[] bytes, RequestReader reader) throws BodyMalformed {
        super(bytes, reader);
    }

    static RequestBody scan(byte[] bytes) throws BodyMalformed {
        return new ChatRequestScan(bytes, ChatRequestScan::scan).scan();
    }

    @Override
    protected void value(String name) throws IOException, BodyMalformed {
        switch (name) {
            case "model" -> model(name(name));
            case "stream" -> streamed(bool(name));
            case "stream_options" -> streamOptions();
            case "max_tokens" -> maxTokens(name);
            case "max_completion_tokens" -> maxCompletionTokens(name);
            case "n" -> choices(choiceCount(name));
            case "user" -> user(name);
            case "safety_identifier" -> endUser(name(name));
            case "metadata" -> attached();
            case "messages" -> messages();
            case "prediction" -> prediction();
            default -> parser().skipChildren();
        }
    }

    private void maxTokens(String name) throws IOException, BodyMalformed {
        long bound = count(name);
        if (!completionTokensGiven) {
            maxOutputTokens(bound);
        }
    }

    /** The newer name counts, whichever stands first. */
    private void maxCompletionTokens(String name) throws IOException, BodyMalformed {
        maxOutputTokens(count(name));
        completionTokensGiven = true;
    }

    private void user(String name) throws IOException, BodyMalformed {
        String user = name(name);
        if (endUser() == null) {
            endUser(user);
        }
    }

    private void streamOptions() throws IOException, BodyMalformed {
        require(JsonToken.START_OBJECT, "stream_options", "an object");
        while (parser().nextToken() == JsonToken.FIELD_NAME) {
            boolean usage = parser().currentName().equals("include_usage");
            JsonToken value = parser().nextToken();
            if (usage) {
                usageWanted(value == JsonToken.VALUE_TRUE);
            }
            parser().skipChildren();
        }
    }

    private void attached() throws IOException, BodyMalformed {
        require(JsonToken.START_OBJECT, "metadata", "an object");
        while (parser().nextToken() == JsonToken.FIELD_NAME) {
            String key = parser().currentName();
            parser().nextToken();
            metadata().put(key, string("metadata." + key));
        }
        String user = metadata().get("user_id");
        if (endUser() == null && user != null) {
            endUser(name("metadata.user_id", user));
        }
    }

    private void messages() throws IOException, BodyMalformed {
        require(JsonToken.START_ARRAY, "messages", "an array");
        while (parser().nextToken() != JsonToken.END_ARRAY) {
            message = nextMessage();
            require(JsonToken.START_OBJECT, "messages[" + message + "]", "an object");
            message();
        }
    }

    private void message() throws IOException, BodyMalformed {
        String role = "user";
        int firstText = texts().size();
        while (parser().nextToken() == JsonToken.FIELD_NAME) {
            String name = parser().currentName();
            JsonToken token = parser().nextToken();
            switch (name) {
                case "role" -> role = string("messages[" + message + "].role");
                case "content" -> content(token);
                case "refusal" -> text(TextSource.USER);
                case "reasoning", "reasoning_content" -> text(TextSource.REASONING);
                case "thinking_blocks" -> thinkingBlocks(token);
                case "tool_calls", "function_call" -> toolCalls();
                default -> parser().skipChildren();
            }
        }
        TextSource source = TextSource.ofRole(role);
        // The role may stand behind the content.
        texts().subList(firstText, texts().size())
                .replaceAll(text -> text.source() == TextSource.USER ? new TextSpan(text.span(), source) : text);
    }

    /** Thoughts with the signatures that other formats have for them. */
    private void thinkingBlocks(JsonToken token) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            parser().skipChildren();
            return;
        }
        while (parser().nextToken() == JsonToken.START_OBJECT) {
            while (parser().nextToken() == JsonToken.FIELD_NAME) {
                boolean thought = parser().currentName().equals("thinking");
                parser().nextToken();
                if (thought) {
                    text(TextSource.REASONING);
                } else {
                    parser().skipChildren();
                }
            }
        }
    }

    private void content(JsonToken token) throws IOException, BodyMalformed {
        switch (token) {
            case VALUE_STRING -> text(TextSource.USER);
            case VALUE_NULL -> {}
            case START_ARRAY -> {
                while (parser().nextToken() != JsonToken.END_ARRAY) {
                    require(
                            JsonToken.START_OBJECT,
                            "messages[" + message + "].content",
                            "a string or an array of objects");
                    part();
                }
            }
            default -> throw wrongType("messages[" + message + "].content", "a string or an array of objects");
        }
    }

    private void part() throws IOException {
        while (parser().nextToken() == JsonToken.FIELD_NAME) {
            String name = parser().currentName();
            parser().nextToken();
            switch (name) {
                case "text", "refusal" -> text(TextSource.USER);
                case "image_url", "input_audio", "file" -> media();
                default -> parser().skipChildren();
            }
        }
    }

    /** The arguments of every call, however the calls are nested. */
    private void toolCalls() throws IOException {
        if (!parser().currentToken().isStructStart()) {
            return;
        }
        for (int depth = 1; depth > 0; ) {
            JsonToken token = parser().nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING && isArguments(parser().currentName())) {
                text(TextSource.TOOL_ARGUMENTS);
            }
        }
    }

    private static boolean isArguments(@Nullable String name) {
        return "arguments".equals(name) || "input".equals(name);
    }

    private void prediction() throws IOException, BodyMalformed {
        require(JsonToken.START_OBJECT, "prediction", "an object");
        while (parser().nextToken() == JsonToken.FIELD_NAME) {
            boolean isContent = parser().currentName().equals("content");
            JsonToken token = parser().nextToken();
            if (isContent) {
                content(token);
            } else {
                parser().skipChildren();
            }
        }
    }
}
