package org.llmops.router.body;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Byte positions of a parser's tokens. */
public final class JsonPositions {
    private JsonPositions() {}

    /** The first byte of the current token; negative when the parser does not read UTF-8. */
    public static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** One past the last byte of the current token. */
    public static int end(JsonParser parser) throws IOException {
        // Strings are read lazily: without this the parser still stands at their first quote.
        parser.finishToken();
        return (int) parser.currentLocation().getByteOffset();
    }
}
