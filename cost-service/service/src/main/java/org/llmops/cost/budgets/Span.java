package org.llmops.cost.budgets;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * One of a budget's periods.
 *
 * @param startsAt its first moment
 * @param endsAt the first moment after it; absent when it never ends
 */
public record Span(Instant startsAt, @Nullable Instant endsAt) {
    static Span of(LocalDate first, LocalDate after) {
        return new Span(
                first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                after.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
