package org.llmops.guardrail.custom;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** How often something may be asked within a minute; each minute starts anew. */
final class Allowance {
    private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();
    private static final int MOST_REMEMBERED = 50_000;

    private final LongSupplier nowMs;
    private final Cache<Slot, AtomicInteger> spent = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(Duration.ofMinutes(2))
            .build();

    Allowance(LongSupplier nowMs) {
        this.nowMs = nowMs;
    }

    /** Takes one of so many. */
    boolean take(Object who, int perMinute) {
        return spent.get(new Slot(who, nowMs.getAsLong() / MINUTE_MS), fresh -> new AtomicInteger())
                        .incrementAndGet()
                <= perMinute;
    }

    private record Slot(Object who, long minute) {}
}
