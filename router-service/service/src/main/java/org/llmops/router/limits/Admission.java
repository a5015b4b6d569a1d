package org.llmops.router.limits;

import java.time.Duration;

/** Whether a call may pass its rate limits. */
public sealed interface Admission {
    /**
     * It may.
     *
     * @param limit of the bucket with the least left
     * @param remaining calls that would pass right now
     * @param resetsIn when the bucket is full again, if nothing more is taken
     */
    record Admitted(long limit, long remaining, Duration resetsIn) implements Admission {}

    /** It may: no limit applies. */
    record Unlimited() implements Admission {}

    /**
     * It may not, and nothing was taken from any bucket.
     *
     * @param limit the bucket that is empty, in words for the caller
     * @param max its limit
     * @param retryAfter when the same call would pass, if no other takes its place
     * @param resetsIn when the bucket is full again
     */
    record Limited(String limit, long max, Duration retryAfter, Duration resetsIn) implements Admission {}
}
