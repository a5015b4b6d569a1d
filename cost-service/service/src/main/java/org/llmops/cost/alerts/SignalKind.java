package org.llmops.cost.alerts;

import static org.llmops.cost.CostProblem.ALERT_KIND_UNKNOWN;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a signal is about. Names are part of the API. */
public enum SignalKind {
    /** A part of a budget is spent. */
    BUDGET_THRESHOLD,
    /** A budget has nothing left for the calls that come. */
    BUDGET_EXHAUSTED,
    /** A budget will not last to the end of its period. */
    BUDGET_FORECAST,
    /** Spending jumped. */
    SPEND_SPIKE,
    /** Spending is not what it usually is at this time. */
    SPEND_ANOMALY,
    /** A model is used for the first time. */
    MODEL_NEW,
    /** A price changed. */
    PRICE_CHANGED,
    /** Usage has no price. */
    USAGE_UNPRICED;

    /** @param field what to name when there is no such kind */
    static SignalKind parse(String field, String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ALERT_KIND_UNKNOWN.at(
                        field,
                        "Write one of "
                                + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))));
    }

    @JsonCreator
    static SignalKind ofBody(String name) {
        return parse("kinds", name);
    }
}
