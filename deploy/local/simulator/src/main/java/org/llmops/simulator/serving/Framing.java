package org.llmops.simulator.serving;

import io.vertx.core.buffer.Buffer;

/** How the pieces of a streamed answer are told apart. */
public enum Framing {
    SERVER_SENT_EVENTS("text/event-stream; charset=utf-8") {
        @Override
        Buffer malformed(Buffer frame) {
            return half(frame).copy().appendString("\n\n");
        }
    },
    /** One JSON array that grows by an element at a time. */
    JSON_ARRAY("application/json; charset=utf-8") {
        @Override
        Buffer malformed(Buffer frame) {
            return half(frame);
        }
    },
    /** AWS's binary messages, whose checksum tells when one is damaged. */
    AWS_EVENT_STREAM("application/vnd.amazon.eventstream") {
        @Override
        Buffer malformed(Buffer frame) {
            Buffer damaged = frame.copy();
            int last = damaged.length() - 1;
            return damaged.setByte(last, (byte) ~damaged.getByte(last));
        }
    };

    private final String contentType;

    Framing(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** A frame that cannot be read, in a stream that can be read on. */
    abstract Buffer malformed(Buffer frame);

    static Buffer half(Buffer bytes) {
        return bytes.slice(0, bytes.length() / 2);
    }
}
