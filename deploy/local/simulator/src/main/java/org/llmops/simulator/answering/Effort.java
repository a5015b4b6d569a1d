package org.llmops.simulator.answering;

import java.util.Locale;
import java.util.Optional;

/** How long a model thinks before it answers, for callers who ask for more or less of it. */
public enum Effort {
    NONE(0),
    MINIMAL(8),
    LOW(16),
    MEDIUM(32),
    HIGH(64),
    XHIGH(128);

    private final int tokens;

    Effort(int tokens) {
        this.tokens = tokens;
    }

    /** How many tokens it thinks. */
    public int tokens() {
        return tokens;
    }

    /** The effort of that name, in any case. */
    public static Optional<Effort> named(String name) {
        for (Effort effort : values()) {
            if (effort.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(effort);
            }
        }
        return Optional.empty();
    }

    /** How many tokens it thinks when it is allowed that many: a budget is a bound and not an order. */
    public static int within(int budgetTokens) {
        return Math.min(budgetTokens, HIGH.tokens);
    }
}
