package org.llmops.router.limits;

import java.time.Duration;

/**
 * How a bucket stands after a call asked for room.
 *
 * @param remaining calls that would pass right now
 * @param retryAfter when the call would have passed; zero when it did
 * @param resetsIn when the bucket is full again
 */
record Level(long remaining, Duration retryAfter, Duration resetsIn) {
    boolean hadRoom() {
        return retryAfter.isZero();
    }
}
