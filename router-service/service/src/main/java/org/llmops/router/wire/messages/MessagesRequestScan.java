package org.llmops.router.wire.messages;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.JsonPositions;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.RequestReader;
import org.llmops.router.body.RequestScan;
import org.llmops.router.body.TextSource;
import org.llmops.router.body.TextSpan;

/** Walks over a request of the Messages API. */
final class MessagesRequestScan extends RequestScan {
    private static final String BLOCKS = "a string or an array of objects";

    private MessagesRequestScan(byte[] bytes, RequestReader reader) throws BodyMalformed {
        super(bytes, reader);
    }

    /** A request for a message: without a bound for the answer there is none, unless a prompt brings it along. */
    static RequestBody bounded(byte[] bytes) throws BodyMalformed {
        RequestBody body = new MessagesRequestScan(bytes, MessagesRequestScan::unbounded).scan();
        if (body.maxOutputTokens() == 0 && body.given("prompt").isEmpty()) {
            throw new BodyMalformed("max_tokens", "max_tokens: Field required");
        }
        return body;
    }

    /** A request whose tokens shall be counted, or whose bound is still to come. */
    static RequestBody unbounded(byte[] bytes) throws BodyMalformed {
        return new MessagesRequestScan(bytes, MessagesRequestScan::unbounded).scan();
    }

    @Override
    protected void value(String name) throws IOException, BodyMalformed {
        switch (name) {
            case "model" -> model(name(name));
            case "stream" -> streamed(bool(name));
            case "max_tokens" -> maxOutputTokens(count(name));
            case "metadata" -> attached();
            case "system" -> content(name, TextSource.SYSTEM);
            case "messages" -> messages();
            default -> parser().skipChildren();
        }
    }

    private void attached() throws IOException, BodyMalformed {
        require(JsonToken.START_OBJECT, "metadata", "an object");
        while (parser().nextToken() == JsonToken.FIELD_NAME) {
            String key = parser().currentName();
            if (parser().nextToken() == JsonToken.VALUE_STRING) {
                metadata().put(key, parser().getText());
            }
            parser().skipChildren();
        }
        String user = metadata().get("user_id");
        if (user != null) {
            endUser(name("metadata.user_id", user));
        }
    }

    private void messages() throws IOException, BodyMalformed {
        require(JsonToken.START_ARRAY, "messages", "an array");
        while (parser().nextToken() != JsonToken.END_ARRAY) {
            String param = "messages[" + nextMessage() + "]";
            require(JsonToken.START_OBJECT, param, "an object");
            message(param);
        }
    }

    private void message(String param) throws IOException, BodyMalformed {
        String role = "user";
        int firstText = texts().size();
        while (parser().nextToken() == JsonToken.FIELD_NAME) {
            String name = parser().currentName();
            parser().nextToken();
            switch (name) {
                case "role" -> role = string(param + ".role");
                case "content" -> content(param + ".content", TextSource.USER);
                default -> parser().skipChildren();
            }
        }
        // The role may stand behind the content.
        retell(firstText, TextSource.USER, source(role));
    }

    private static TextSource source(String role) {
        return switch (role) {
            case "system" -> TextSource.SYSTEM;
            case "assistant" -> TextSource.ASSISTANT;
            default -> TextSource.USER;
        };
    }

    private void content(String param, TextSource source) throws IOException, BodyMalformed {
        switch (parser().currentToken()) {
            case VALUE_STRING -> text(source);
            case VALUE_NULL -> {}
            case START_ARRAY -> {
                while (parser().nextToken() != JsonToken.END_ARRAY) {
                    require(JsonToken.START_OBJECT, param, BLOCKS);
                    block(param, source);
                }
            }
            // What a tool of Anthropic's own brought is one object.
            case START_OBJECT -> block(param, source);
            default -> throw wrongType(param, BLOCKS);
        }
    }

    private void block(String param, TextSource source) throws IOException, BodyMalformed {
        String type = "";
        int firstText = texts().size();
        while (parser().nextToken() == JsonToken.FIELD_NAME) {
            String name = parser().currentName();
            JsonToken token = parser().nextToken();
            switch (name) {
                case "type" -> type = token == JsonToken.VALUE_STRING ? parser().getText() : "";
                case "text", "title", "context", "stdout", "stderr" -> text(source);
                case "thinking" -> text(TextSource.REASONING);
                case "input" -> allTexts(TextSource.TOOL_ARGUMENTS);
                case "content" -> content(param, source);
                case "source" -> source(param, source);
                case "citations" -> citations(source);
                default -> parser().skipChildren();
            }
        }
        if (type.endsWith("tool_result")) {
            retell(firstText, source, TextSource.TOOL_RESULT);
        }
    }

    /** Where an image or a document comes from: text can be read, everything else cannot. */
    private void source(String param, TextSource source) throws IOException, BodyMalformed {
        if (parser().currentToken() != JsonToken.START_OBJECT) {
            parser().skipChildren();
            return;
        }
        int start = JsonPositions.start(parser());
        int firstText = texts().size();
        String type = "";
        while (parser().nextToken() == JsonToken.FIELD_NAME) {
            String name = parser().currentName();
            JsonToken token = parser().nextToken();
            switch (name) {
                case "type" -> type = token == JsonToken.VALUE_STRING ? parser().getText() : "";
                case "data" -> text(source);
                case "content" -> content(param, source);
                default -> parser().skipChildren();
            }
        }
        if (!type.equals("text") && !type.equals("content")) {
            texts().subList(firstText, texts().size()).clear();
            mediaFrom(start);
        }
    }

    private void citations(TextSource source) throws IOException {
        if (parser().currentToken() != JsonToken.START_ARRAY) {
            parser().skipChildren();
            return;
        }
        while (parser().nextToken() != JsonToken.END_ARRAY) {
            if (parser().currentToken() != JsonToken.START_OBJECT) {
                parser().skipChildren();
                continue;
            }
            while (parser().nextToken() == JsonToken.FIELD_NAME) {
                boolean cited = parser().currentName().equals("cited_text");
                parser().nextToken();
                if (cited) {
                    text(source);
                } else {
                    parser().skipChildren();
                }
            }
        }
    }

    private void retell(int firstText, TextSource was, TextSource is) {
        texts().subList(firstText, texts().size())
                .replaceAll(text -> text.source() == was ? new TextSpan(text.span(), is) : text);
    }
}
