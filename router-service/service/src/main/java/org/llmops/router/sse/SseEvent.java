package org.llmops.router.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One event of a stream.
 *
 * @param type as the provider named it; {@code message} when it did not
 * @param data the lines of data, joined by line feeds; nobody may write to it
 */
public record SseEvent(String type, byte[] data) {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    /** The marker with which OpenAI ends a stream. */
    public boolean isDone() {
        return Arrays.equals(data, DONE);
    }
}
