package org.llmops.guardrail.policies;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a rail does about what it finds, from the mildest to the strictest. Of overlapping findings the strictest is
 * settled; of a whole call the strictest decides.
 */
public enum Action {
    /** Reports it. */
    @JsonProperty("allow")
    ALLOW,
    /** Reports it, and marks the call for somebody to look at. */
    @JsonProperty("flag")
    FLAG,
    /** Replaces it by what an operator writes, by default a placeholder that is restored on the way out. */
    @JsonProperty("redact")
    REDACT,
    /** Replaces it for good by a text that the rail gives. */
    @JsonProperty("rewrite")
    REWRITE,
    /** Marks the whole text as material that nobody is to obey: for what tools return, and for context. */
    @JsonProperty("quarantine")
    QUARANTINE,
    /** Has the call made, or made again, by another route or model. */
    @JsonProperty("route")
    ROUTE,
    /** Refuses an answer, and has the model asked again. */
    @JsonProperty("re_ask")
    RE_ASK,
    /** Refuses until somebody has looked at it. */
    @JsonProperty("human_review")
    HUMAN_REVIEW,
    /** Refuses. */
    @JsonProperty("block")
    BLOCK;

    /** What becomes of the text, for who knows no more than that. What asks for more than a change is a refusal to them. */
    public Verdict verdict() {
        return switch (this) {
            case ALLOW, FLAG -> Verdict.ALLOW;
            case REDACT, REWRITE, QUARANTINE -> Verdict.REDACT;
            case ROUTE, RE_ASK, HUMAN_REVIEW, BLOCK -> Verdict.BLOCK;
        };
    }
}
