package org.llmops.guardrail.policies;

import java.time.Clock;
import java.time.Duration;

/** Time as PostgreSQL keeps it, so that an answer shows the instant that is read back later. */
public final class StoredTime {
    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    private StoredTime() {}

    public static Clock of(Clock clock) {
        return Clock.tick(clock, MICROSECOND);
    }
}
