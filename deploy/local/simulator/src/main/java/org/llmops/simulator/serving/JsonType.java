package org.llmops.simulator.serving;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The types that fields of a request have. */
public enum JsonType {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    ARRAY,
    OBJECT,
    NULL;

    /** The type of a value. */
    public static JsonType of(@Nullable Object value) {
        return switch (value) {
            case null -> NULL;
            case String ignored -> STRING;
            case Integer ignored -> INTEGER;
            case Long ignored -> INTEGER;
            case Boolean ignored -> BOOLEAN;
            case JsonArray ignored -> ARRAY;
            case JsonObject ignored -> OBJECT;
            default -> NUMBER;
        };
    }
}
