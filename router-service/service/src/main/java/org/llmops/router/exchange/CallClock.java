package org.llmops.router.exchange;

import java.time.Duration;

/** How long a call takes, and what of that is the router's. */
public final class CallClock {
    private final long startedNanos = System.nanoTime();
    private long providerNanos;
    private long firstContentNanos;

    /** Adds time that was spent waiting for a provider. */
    public void waitedForProvider(long nanos) {
        providerNanos += nanos;
    }

    /** The first content went to the client now, unless some did before. */
    public void markFirstContent() {
        if (firstContentNanos == 0) {
            firstContentNanos = elapsedNanos();
        }
    }

    /** From the arrival of the request to its first content; 0 when there was none. */
    public long firstContentNanos() {
        return firstContentNanos;
    }

    /** From the arrival of the request until now. */
    public long elapsedNanos() {
        return System.nanoTime() - startedNanos;
    }

    /** What of the time until now was not spent waiting for a provider. */
    public Duration overhead() {
        return Duration.ofNanos(Math.max(0, elapsedNanos() - providerNanos));
    }
}
