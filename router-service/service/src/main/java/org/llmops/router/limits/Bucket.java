package org.llmops.router.limits;

import java.time.Duration;

/**
 * A limit and whose it is.
 *
 * @param key its name in Redis; the workspace stands in braces, so that all buckets of a call lie in one cluster slot
 * @param label in words for the caller
 * @param limit calls per minute; as many may come at once after a minute's rest
 */
record Bucket(String key, String label, long limit) {
    static final Duration PERIOD = Duration.ofMinutes(1);

    private static final long PERIOD_US = PERIOD.toNanos() / 1000;

    Bucket {
        if (limit < 1 || limit > PERIOD_US) {
            throw new IllegalArgumentException("A limit is 1 to " + PERIOD_US + " calls per minute, not " + limit);
        }
    }

    /** Every so often a call comes back. Microseconds. */
    long intervalUs() {
        return PERIOD_US / limit;
    }

    /** How far ahead of time calls may be taken. Microseconds. */
    long toleranceUs() {
        return intervalUs() * limit;
    }
}
