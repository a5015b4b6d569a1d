package org.llmops.simulator.serving;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How fast an answer comes.
 *
 * @param tokensPerSecond empty: as fast as the connection takes it
 */
record Pace(Duration firstToken, OptionalDouble tokensPerSecond) {

    /** When that many tokens are generated, after the request was read. */
    long dueNanos(long tokens) {
        double generating = tokensPerSecond.isPresent() ? tokens / tokensPerSecond.getAsDouble() : 0;
        return firstToken.toNanos() + (long) (generating * Duration.ofSeconds(1).toNanos());
    }
}
