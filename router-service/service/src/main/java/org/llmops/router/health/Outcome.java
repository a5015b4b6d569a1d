package org.llmops.router.health;

/** What an attempt says about its target. */
public enum Outcome {
    /** It does its work, whatever it found wrong with the request. */
    ANSWERED,
    /** It does not do its work. */
    FAILED,
    /** Nothing: it was never really asked, or the end was somebody else's doing. */
    UNKNOWN
}
