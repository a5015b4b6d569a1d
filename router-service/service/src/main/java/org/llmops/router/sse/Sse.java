package org.llmops.router.sse;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Writes events. */
public final class Sse {
    private static final byte[] HEAD = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAIL = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private Sse() {}

    /** One event. JSON written by a provider over several lines becomes one event with several data lines. */
    public static Buffer data(byte[] json) {
        Buffer event = Buffer.buffer(json.length + HEAD.length + TAIL.length).appendBytes(HEAD);
        int start = 0;
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n') {
                event.appendBytes(json, start, i + 1 - start).appendBytes(HEAD);
                start = i + 1;
            }
        }
        return event.appendBytes(json, start, json.length - start).appendBytes(TAIL);
    }

    /** One event that says of which kind it is. */
    public static Buffer named(String event, byte[] json) {
        return Buffer.buffer(json.length + event.length() + 16)
                .appendString("event: ")
                .appendString(event)
                .appendByte((byte) '\n')
                .appendBuffer(data(json));
    }

    /** The end of the stream. */
    public static Buffer done() {
        return Buffer.buffer(DONE);
    }
}
