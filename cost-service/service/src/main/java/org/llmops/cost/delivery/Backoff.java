package org.llmops.cost.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait for another attempt: twice as long each time, less up to half at random, so that those who failed
 * together do not come back together.
 *
 * @param random from 0 to 1
 */
record Backoff(Duration first, Duration longest, int mostAttempts, DoubleSupplier random) {
    private static final int MOST_DOUBLINGS = 30;

    /** @param retryAfter what the endpoint wishes; never waits less, unless that is longer than anything waits */
    Duration after(int attempts, @Nullable Duration retryAfter) {
        int doublings = Math.min(attempts - 1, MOST_DOUBLINGS);
        Duration full = shorter(first.multipliedBy(1L << doublings), longest);
        long halfMs = full.toMillis() / 2;
        Duration wait = Duration.ofMillis(full.toMillis() - (long) (halfMs * random.getAsDouble()));
        return retryAfter == null || retryAfter.compareTo(wait) < 0 ? wait : shorter(retryAfter, longest);
    }

    boolean isUsedUp(int attempts) {
        return attempts >= mostAttempts;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
