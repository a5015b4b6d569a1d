package org.llmops.guardrail.detecting;

/** When a detector has its turn: the cheap and certain first, the dear one only where the others leave doubt. */
public enum Stage {
    /** Rules, lists, check digits. */
    DETERMINISTIC,
    /** Models small enough to run here. */
    LEARNED,
    /** Models and services elsewhere, within a bound of time and money. */
    JUDGE
}
