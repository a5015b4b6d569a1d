package org.llmops.cost.detecting;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How long the time is whose spend is compared. */
public enum Grain {
    /** A whole hour, compared to the same hour of the week. Sees spikes within the hour. */
    HOUR(1, 7),
    /** The 24 hours up to a whole hour, compared to the same day of the week. Sees what is too small for an hour's noise. */
    DAY(24, 14);

    private final int hours;
    private final int leastDays;

    Grain(int hours, int leastDays) {
        this.hours = hours;
        this.leastDays = leastDays;
    }

    public int hours() {
        return hours;
    }

    int perDay() {
        return 24 / hours;
    }

    /** With less history nobody knows what is usual. */
    public int leastDays() {
        return leastDays;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
