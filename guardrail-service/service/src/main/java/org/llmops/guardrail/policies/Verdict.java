package org.llmops.guardrail.policies;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is done with a text or a finding, from the mildest to the strictest. */
public enum Verdict {
    /** Unchanged; as a rail's action: report only. */
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
