package org.llmops.simulator.serving;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What an endpoint answers. */
public sealed interface Reply {

    /**
     * One body.
     *
     * @param tokens how many tokens had to be generated for it
     */
    record Whole(Buffer bytes, String contentType, int tokens) implements Reply {
        /** A body of JSON. */
        public Whole(JsonObject body, int tokens) {
            this(body.toBuffer(), "application/json", tokens);
        }
    }

    /** A stream of events. */
    record Streamed(List<Frame> frames, Framing framing) implements Reply {
        /** Server-sent events. */
        public Streamed(List<Frame> frames) {
            this(frames, Framing.SERVER_SENT_EVENTS);
        }
    }
}
