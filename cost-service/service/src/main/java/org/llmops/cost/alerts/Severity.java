package org.llmops.cost.alerts;

/** How soon somebody should look at a signal. */
public enum Severity {
    /** Good to know. */
    INFO,
    /** Look at it today. */
    WARNING,
    /** Look at it now: calls are refused, or money is lost. */
    CRITICAL
}
