package org.llmops.cost.detecting;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** On which side of the usual an amount is. */
public enum Direction {
    UP,
    DOWN;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
