package org.llmops.router.queue;

import java.time.Duration;

/** A call was turned away: too many wait already, or its turn did not come in time. */
public final class NoTurn extends Exception {
    private static final long serialVersionUID = 1L;
    private final Duration retryAfter;

    NoTurn(String message, Duration retryAfter) {
        super(message, null, false, false);
        this.retryAfter = retryAfter;
    }

    /** When there may be room, as far as one can tell. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
