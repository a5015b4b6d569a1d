package org.llmops.guardrail.policies;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether what a rail finds counts. */
public enum RailMode {
    /** Counts. */
    @JsonProperty("enforce")
    ENFORCE,
    /** Reported, without any effect on text and verdict. */
    @JsonProperty("shadow")
    SHADOW,
    /** Does not look. */
    @JsonProperty("off")
    OFF
}
