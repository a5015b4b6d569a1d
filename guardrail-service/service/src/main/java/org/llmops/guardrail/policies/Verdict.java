package org.llmops.guardrail.policies;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a text, from the mildest to the strictest. */
public enum Verdict {
    /** Unchanged. */
    @JsonProperty("allow")
    ALLOW,
    /** Changed: findings were replaced. */
    @JsonProperty("redact")
    REDACT,
    /** Refused. */
    @JsonProperty("block")
    BLOCK;

    public Verdict orStricter(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
