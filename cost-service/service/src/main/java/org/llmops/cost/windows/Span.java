package org.llmops.cost.windows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One of a budget's periods.
 *
 * @param startsAt its first moment
 * @param endsAt the first moment after it; absent when it never ends
 */
public record Span(Instant startsAt, @Nullable Instant endsAt) {
    /** All time. */
    public static final Span EVER = new Span(Instant.EPOCH, null);

    static Span of(LocalDate first, LocalDate after, ZoneId zone) {
        return new Span(
                first.atStartOfDay(zone).toInstant(), after.atStartOfDay(zone).toInstant());
    }
}
