package org.llmops.cost.budgets;

import static org.llmops.cost.CostProblem.ON_EXCEEDED_UNKNOWN;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What becomes of a call that its budget cannot pay for. */
public enum OnExceeded {
    /** It is not made. */
    REFUSE,
    /** It is made, and its route is told to save; what it costs is counted beyond the limit. */
    DOWNGRADE;

    @JsonCreator
    static OnExceeded of(String label) {
        return Arrays.stream(values())
                .filter(what -> what.label().equals(label))
                .findFirst()
                .orElseThrow(() -> ON_EXCEEDED_UNKNOWN.at(
                        "on_exceeded", "What happens is refuse or downgrade, not '" + label + "'"));
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
