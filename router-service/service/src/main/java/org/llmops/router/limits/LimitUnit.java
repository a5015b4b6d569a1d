package org.llmops.router.limits;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a limit counts. */
public enum LimitUnit {
    /** Calls that begin. */
    @JsonProperty("requests")
    REQUESTS("requests"),
    /** Tokens of input and output together: estimated when a call begins, put right when it has ended. */
    @JsonProperty("tokens")
    TOKENS("tokens"),
    /** Calls that run at the same time. */
    @JsonProperty("concurrency")
    CONCURRENCY("concurrent requests");

    private final String words;

    LimitUnit(String words) {
        this.words = words;
    }

    /** For the caller. */
    public String words() {
        return words;
    }
}
