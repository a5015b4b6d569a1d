package org.llmops.guardrail.onnx;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a model judges. */
enum Task {
    /** A text, or a window of it, as a whole. */
    @JsonProperty("text-classification")
    TEXT_CLASSIFICATION,
    /** Each of its words. */
    @JsonProperty("token-classification")
    TOKEN_CLASSIFICATION
}
