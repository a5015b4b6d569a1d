package org.llmops.router.limits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A limit as it is asked for: all but its id. */
record LimitDefinition(
        Scope scope, LimitUnit unit, long amount, @Nullable Duration window, OnRedisAway onRedisAway) {}
