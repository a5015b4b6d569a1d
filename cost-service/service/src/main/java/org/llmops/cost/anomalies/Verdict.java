package org.llmops.cost.anomalies;

import static org.llmops.cost.CostProblem.VERDICT_UNKNOWN;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What people think of an anomaly. */
public enum Verdict {
    /** Nobody has looked at it. */
    NEW,
    /** Somebody has. */
    ACKNOWLEDGED,
    /** It was meant to be: its hours count as usual, and no more of the same is told for four weeks. */
    EXPECTED;

    @JsonCreator
    static Verdict of(String label) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.label().equals(label))
                .findFirst()
                .orElseThrow(() -> VERDICT_UNKNOWN.at(
                        "verdict", "A verdict is one of new, acknowledged, expected, not '" + label + "'"));
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
