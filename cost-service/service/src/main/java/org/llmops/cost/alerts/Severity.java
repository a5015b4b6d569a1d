package org.llmops.cost.alerts;

import static org.llmops.cost.CostProblem.SEVERITY_UNKNOWN;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How soon somebody should look at a signal; the later, the sooner. */
public enum Severity {
    /** Good to know. */
    INFO,
    /** Look at it today. */
    WARNING,
    /** Look at it now: calls are refused, or money is lost. */
    CRITICAL;

    /** @param field what to name when there is no such severity */
    static Severity parse(String field, String label) {
        return Arrays.stream(values())
                .filter(severity -> severity.label().equals(label))
                .findFirst()
                .orElseThrow(() -> SEVERITY_UNKNOWN.at(field, "Write info, warning or critical"));
    }

    @JsonCreator
    static Severity ofBody(String label) {
        return parse("min_severity", label);
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isAtLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}
