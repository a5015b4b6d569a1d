package org.llmops.simulator.answering;

import io.vertx.core.json.JsonObject;

/** What the answer has to look like. */
public sealed interface OutputFormat {

    /** Prose. */
    record Text() implements OutputFormat {}

    /** Any JSON object. */
    record Json() implements OutputFormat {}

    /** JSON that satisfies the schema. */
    record Schema(JsonObject schema) implements OutputFormat {}
}
