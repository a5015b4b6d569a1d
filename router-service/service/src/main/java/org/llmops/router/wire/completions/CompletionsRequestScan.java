package org.llmops.router.wire.completions;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.JsonPositions;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.RequestReader;
import org.llmops.router.body.RequestScan;
import org.llmops.router.body.TextSource;

/** Walks over a request for a completion. */
final class CompletionsRequestScan extends RequestScan {
    private int prompts = 1;
    private int wanted = 1;
    private int tried = 1;

    private CompletionsRequestScan(byte[] bytes, RequestReader reader) throws BodyMalformed {
        super(bytes, reader);
    }

    static RequestBody scan(byte[] bytes) throws BodyMalformed {
        return new CompletionsRequestScan(bytes, CompletionsRequestScan::scan).scan();
    }

    @Override
    protected void value(String name) throws IOException, BodyMalformed {
        switch (name) {
            case "model" -> model(name(name));
            case "stream" -> streamed(bool(name));
            case "stream_options" -> streamOptions();
            case "max_tokens" -> maxOutputTokens(count(name));
            case "n" -> wanted = choiceCount(name);
            case "best_of" -> tried = choiceCount(name);
            case "user" -> endUser(name(name));
            case "suffix" -> text(TextSource.USER);
            case "prompt" -> prompt();
            default -> parser().skipChildren();
        }
        // Each prompt has answers of its own, and the client pays for all that were tried.
        choices(Math.toIntExact(Math.min(Integer.MAX_VALUE, (long) prompts * Math.max(wanted, tried))));
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

    /** A text, texts, tokens or lists of tokens; an object names a prompt of the registry. */
    private void prompt() throws IOException, BodyMalformed {
        switch (parser().currentToken()) {
            case VALUE_STRING -> {
                nextMessage();
                text(TextSource.USER);
            }
            case START_ARRAY -> {
                prompts = Math.max(1, prompts());
            }
            case START_OBJECT -> parser().skipChildren();
            default -> throw wrongType("prompt", "a string, an array or an object");
        }
    }

    private int prompts() throws IOException {
        int start = JsonPositions.start(parser());
        int several = 0;
        boolean tokens = false;
        while (parser().nextToken() != JsonToken.END_ARRAY) {
            if (parser().currentToken() == JsonToken.VALUE_STRING) {
                nextMessage();
                text(TextSource.USER);
                several++;
            } else {
                tokens = true;
                several += parser().currentToken() == JsonToken.START_ARRAY ? 1 : 0;
                parser().skipChildren();
            }
        }
        if (tokens) {
            mediaFrom(start);
        }
        return several;
    }
}
