package org.llmops.guardrail.policies;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which way a text goes. */
public enum Direction {
    /** Towards the model. */
    @JsonProperty("input")
    INPUT,
    /** Towards the client. */
    @JsonProperty("output")
    OUTPUT
}
