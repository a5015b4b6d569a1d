package org.llmops.guardrail.policies;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.llmops.guardrail.detecting.Source;

/** Which texts of a call a rail looks at. */
public enum Scope {
    /** What the user says last, and what the model has said since; of an answer, all that the model says. */
    @JsonProperty("latest_turn")
    LATEST_TURN,
    /** What the user and the model say, from the beginning. */
    @JsonProperty("all_turns")
    ALL_TURNS,
    /** What the operator of the application tells the model. */
    @JsonProperty("system")
    SYSTEM,
    /** What tools are given, and what they return. */
    @JsonProperty("tools")
    TOOLS,
    /** What was retrieved for the model to read. */
    @JsonProperty("context")
    CONTEXT;

    /** Whether a text is in it. */
    public boolean covers(Source source, boolean latest) {
        return switch (source) {
            case USER, ASSISTANT, REASONING -> this == ALL_TURNS || this == LATEST_TURN && latest;
            case SYSTEM -> this == SYSTEM;
            case TOOL_ARGUMENTS, TOOL_RESULT -> this == TOOLS;
            case CONTEXT -> this == CONTEXT;
        };
    }
}
