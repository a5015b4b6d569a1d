package org.llmops.guardrail.custom;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a detector is asked. */
enum Kind {
    @JsonProperty("http")
    HTTP,
    @JsonProperty("grpc")
    GRPC,
    @JsonProperty("judge")
    JUDGE
}
