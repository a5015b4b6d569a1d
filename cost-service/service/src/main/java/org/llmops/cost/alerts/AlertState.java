package org.llmops.cost.alerts;

import static org.llmops.cost.CostProblem.FILTER_UNKNOWN;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How far people have come with an alert. */
public enum AlertState {
    /** Nobody has taken it on. */
    OPEN,
    /** Somebody knows: it is told again only if it gets worse. */
    ACKNOWLEDGED,
    /** It is over: the next signal about its subject is a new alert. */
    RESOLVED;

    static AlertState parse(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label().equals(label))
                .findFirst()
                .orElseThrow(() -> FILTER_UNKNOWN.at("state", "Write open, acknowledged or resolved"));
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
