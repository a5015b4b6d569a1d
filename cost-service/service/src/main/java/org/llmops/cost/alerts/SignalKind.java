package org.llmops.cost.alerts;

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
    USAGE_UNPRICED
}
