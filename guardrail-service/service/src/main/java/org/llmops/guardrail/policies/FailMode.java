package org.llmops.guardrail.policies;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a text that a rail could not look at. */
public enum FailMode {
    /** It passes, and the verdict says what nobody has seen. */
    @JsonProperty("open")
    OPEN,
    /** It is blocked. */
    @JsonProperty("closed")
    CLOSED;

    public Verdict verdict() {
        return this == OPEN ? Verdict.ALLOW : Verdict.BLOCK;
    }
}
