package org.llmops.cost.anomalies;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** On which side of the usual an amount is. */
enum Direction {
    UP,
    DOWN;

    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
