package org.llmops.simulator.serving;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * A piece of an answer that is written and flushed by itself.
 *
 * @param tokens how many tokens had to be generated for it, which sets when it is due
 */
public record Frame(Buffer bytes, int tokens) {

    /** An event that is only data. */
    public static Frame data(JsonObject json, int tokens) {
        return raw("data: " + json.encode() + "\n\n", tokens);
    }

    /** An event with a name. */
    public static Frame event(String name, JsonObject json, int tokens) {
        return raw("event: " + name + "\ndata: " + json.encode() + "\n\n", tokens);
    }

    /** Text as it is. */
    public static Frame raw(String text, int tokens) {
        return new Frame(Buffer.buffer(text), tokens);
    }

    /** The first part of the bytes. */
    Frame half() {
        return new Frame(Framing.half(bytes), tokens);
    }

    /** The frame damaged. */
    Frame malformed(Framing framing) {
        return new Frame(framing.malformed(bytes), tokens);
    }
}
