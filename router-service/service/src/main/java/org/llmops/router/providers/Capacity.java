package org.llmops.router.providers;

import java.time.Duration;

/**
 * How much may be asked at once of each model of a provider, by one instance of the router.
 *
 * @param maxConcurrency calls at the same time; 0: as many as come
 * @param maxQueue calls that may wait for their turn
 * @param maxWait the longest one of them waits
 */
public record Capacity(int maxConcurrency, int maxQueue, Duration maxWait) {
    /** As many as come. */
    public static final Capacity UNLIMITED = new Capacity(0, 0, Duration.ZERO);

    public Capacity {
        if (maxConcurrency < 0 || maxQueue < 0 || maxWait.isNegative()) {
            throw new IllegalArgumentException("A capacity is not negative");
        }
    }

    public boolean isLimited() {
        return maxConcurrency > 0;
    }
}
