package org.llmops.router.wire.embeddings;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.JsonPositions;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.RequestReader;
import org.llmops.router.body.RequestScan;
import org.llmops.router.body.TextSource;

/** Walks over a request for embeddings. */
final class EmbeddingsRequestScan extends RequestScan {
    private EmbeddingsRequestScan(byte[] bytes, RequestReader reader) throws BodyMalformed {
        super(bytes, reader);
    }

    static RequestBody scan(byte[] bytes) throws BodyMalformed {
        return new EmbeddingsRequestScan(bytes, EmbeddingsRequestScan::scan).scan();
    }

    @Override
    protected void value(String name) throws IOException, BodyMalformed {
        switch (name) {
            case "model" -> model(name(name));
            case "user" -> endUser(name(name));
            case "input" -> input();
            default -> parser().skipChildren();
        }
    }

    /** One text, several, or tokens, which nobody can screen. */
    private void input() throws IOException, BodyMalformed {
        if (parser().currentToken() == JsonToken.VALUE_STRING) {
            text(TextSource.USER);
            return;
        }
        require(JsonToken.START_ARRAY, "input", "a string or an array");
        int start = JsonPositions.start(parser());
        boolean tokens = false;
        while (parser().nextToken() != JsonToken.END_ARRAY) {
            tokens |= parser().currentToken() != JsonToken.VALUE_STRING;
            text(TextSource.USER);
            parser().skipChildren();
        }
        if (tokens) {
            mediaFrom(start);
        }
    }
}
