package org.llmops.router.call.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.llmops.router.body.BodyMalformed;

/** How much a model shall think before it answers; providers that count it in tokens get a budget. */
public enum Effort {
    NONE(0),
    MINIMAL(512),
    LOW(1024),
    MEDIUM(2048),
    HIGH(4096),
    XHIGH(8192),
    MAX(16384);

    private final int budget;

    Effort(int budget) {
        this.budget = budget;
    }

    /** Tokens. */
    public int budget() {
        return budget;
    }

    /** @param word what {@code reasoning_effort} says */
    public static Effort of(JsonNode word) throws BodyMalformed {
        for (Effort effort : values()) {
            if (effort.name().toLowerCase(Locale.ROOT).equals(word.asText())) {
                return effort;
            }
        }
        throw new BodyMalformed(
                "reasoning_effort", "'reasoning_effort' must be none, minimal, low, medium, high, xhigh or max.");
    }
}
