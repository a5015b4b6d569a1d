package org.llmops.cost.windows;

import static org.llmops.cost.CostProblem.BUDGET_PERIOD_UNKNOWN;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How long a budget lasts before it is whole again. */
public enum Period {
    /** A full hour of UTC. */
    HOUR,
    /** From midnight. */
    DAY,
    /** From Monday, as in ISO 8601. */
    WEEK,
    /** From the first. */
    MONTH,
    /** A month from another day than the first. */
    FISCAL_MONTH,
    /** A year from a day of one's own. */
    FISCAL_YEAR,
    /** The hours or days that are just over, at every moment. */
    ROLLING,
    /** All time: it never is whole again. */
    TOTAL;

    @JsonCreator
    public static Period of(String label) {
        return Arrays.stream(values())
                .filter(period -> period.label().equals(label))
                .findFirst()
                .orElseThrow(() -> BUDGET_PERIOD_UNKNOWN.at(
                        "period",
                        "A period is one of "
                                + Arrays.stream(values()).map(Period::label).collect(Collectors.joining(", "))
                                + ", not '" + label + "'"));
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
