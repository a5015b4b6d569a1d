package org.llmops.router.providers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How patient calls are with one target; what is null is left to the router's settings.
 *
 * @param connect until a connection stands, or one of the pool is free
 * @param firstToken from the request to the first content of a stream
 * @param idle between two pieces of a stream
 * @param total of one attempt from start to end
 * @param minBytesPerSecond a stream that has begun and is slower than this is given up; 0 asks for no speed
 */
public record Timeouts(
        @Nullable Duration connect,
        @Nullable Duration firstToken,
        @Nullable Duration idle,
        @Nullable Duration total,
        @Nullable Integer minBytesPerSecond) {
    /** Everything as the router's settings say. */
    public static final Timeouts DEFAULT = new Timeouts(null, null, null, null, null);

    public Timeouts {
        check(connect);
        check(firstToken);
        check(idle);
        check(total);
        if (minBytesPerSecond != null && minBytesPerSecond < 0) {
            throw new IllegalArgumentException("A speed is not negative");
        }
    }

    /** Only how long one attempt may take. */
    public static Timeouts total(@Nullable Duration total) {
        return total == null ? DEFAULT : new Timeouts(null, null, null, total, null);
    }

    private static void check(@Nullable Duration duration) {
        if (duration != null && !duration.isPositive()) {
            throw new IllegalArgumentException("A timeout is longer than nothing");
        }
    }
}
