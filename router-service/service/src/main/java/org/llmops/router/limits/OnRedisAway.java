package org.llmops.router.limits;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a limit while the instances cannot count together. */
public enum OnRedisAway {
    /** Each instance keeps it alone: with n instances up to n times the limit passes. */
    @JsonProperty("local")
    LOCAL,
    /** Calls it applies to are refused. */
    @JsonProperty("refuse")
    REFUSE
}
