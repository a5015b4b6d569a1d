package org.llmops.guardrail.reviews;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What somebody says of a finding. */
enum Label {
    /** It was what the rule looks for. */
    @JsonProperty("true_positive")
    TRUE_POSITIVE,
    /** It was not. */
    @JsonProperty("false_positive")
    FALSE_POSITIVE
}
