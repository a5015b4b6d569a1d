package org.llmops.simulator.serving;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** What an endpoint answers. */
public sealed interface Reply {

    /**
     * One JSON body.
     *
     * @param tokens how many tokens had to be generated for it
     */
    record Whole(JsonObject body, int tokens) implements Reply {}

    /** A stream of events. */
    record Streamed(List<Frame> frames) implements Reply {}
}
