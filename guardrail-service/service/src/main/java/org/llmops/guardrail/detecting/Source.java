package org.llmops.guardrail.detecting;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a text comes from: an instruction in a tool's result is not an instruction of the user. */
public enum Source {
    @JsonProperty("system")
    SYSTEM,
    @JsonProperty("user")
    USER,
    @JsonProperty("assistant")
    ASSISTANT,
    @JsonProperty("tool_arguments")
    TOOL_ARGUMENTS,
    @JsonProperty("tool_result")
    TOOL_RESULT,
    @JsonProperty("context")
    CONTEXT,
    @JsonProperty("reasoning")
    REASONING;

    /** Whether the text is material to work on: whoever wrote it has no say in what is to be done. */
    public boolean isData() {
        return this == TOOL_RESULT || this == CONTEXT;
    }
}
