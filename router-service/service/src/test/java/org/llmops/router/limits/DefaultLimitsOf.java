package org.llmops.router.limits;

import java.util.Optional;

/** Defaults as a service's configuration may set them. */
public final class DefaultLimitsOf {
    private DefaultLimitsOf() {}

    public static DefaultLimits none() {
        return new DefaultLimits(Optional::empty);
    }

    static DefaultLimits requestsPerMinute(long amount) {
        return new DefaultLimits(() -> Optional.of(amount));
    }
}
