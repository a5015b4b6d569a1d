package org.llmops.cost.rollups;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums of what has something in common.
 *
 * @param start when its hour, day, week or month begins; absent when time is not told apart
 * @param values what it has in common; empty for what has none
 */
public record Group(@Nullable Instant start, Map<Dimension, String> values, Sums sums) {
    public Group {
        values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /** Empty when it has none, or is not told apart by it. */
    public String value(Dimension dimension) {
        return values.getOrDefault(dimension, "");
    }
}
