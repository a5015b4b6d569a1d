package org.llmops.cost.pricing;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a price applies.
 *
 * @param from the first moment; absent: as long as anyone knows
 * @param to the first moment after; absent: until further notice
 * @param daily the hours of each day; absent: all
 */
public record Validity(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Hours daily) {
    public static final Validity ALWAYS = new Validity(null, null, null);

    public Validity {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("It ends before it begins");
        }
    }

    boolean at(Instant moment) {
        return (from == null || !moment.isBefore(from))
                && (to == null || moment.isBefore(to))
                && (daily == null || daily.at(moment));
    }

    /** Two prices of the same thing would apply at the same moment. Hours of the day go before the rest of it. */
    public boolean overlaps(Validity other) {
        return begin().isBefore(other.end())
                && other.begin().isBefore(end())
                && (daily == null ? other.daily == null : other.daily != null && daily.overlaps(other.daily));
    }

    /** The next moment at which it begins or ends to apply. */
    @Nullable
    Instant nextChange(Instant after) {
        Instant next = null;
        if (from != null && from.isAfter(after)) {
            return from;
        }
        if (to != null && to.isAfter(after)) {
            next = to;
        }
        if (daily != null && (to == null || to.isAfter(after))) {
            Instant hour = daily.nextChange(after);
            next = next == null || hour.isBefore(next) ? hour : next;
        }
        return next;
    }

    Instant begin() {
        return Objects.requireNonNullElse(from, Instant.MIN);
    }

    private Instant end() {
        return Objects.requireNonNullElse(to, Instant.MAX);
    }

    /**
     * Hours of each day, in UTC; they may go past midnight.
     *
     * @param from the first moment
     * @param to the first moment after
     */
    public record Hours(LocalTime from, LocalTime to) {
        public Hours {
            if (from.equals(to)) {
                throw new IllegalArgumentException("The hours are none, or all");
            }
        }

        boolean at(Instant moment) {
            return at(moment.atOffset(ZoneOffset.UTC).toLocalTime());
        }

        boolean overlaps(Hours other) {
            return at(other.from) || other.at(from);
        }

        Instant nextChange(Instant after) {
            Instant begin = next(from, after);
            Instant end = next(to, after);
            return begin.isBefore(end) ? begin : end;
        }

        private boolean at(LocalTime time) {
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }

        private static Instant next(LocalTime time, Instant after) {
            Instant today = after.atOffset(ZoneOffset.UTC).with(time).toInstant();
            return today.isAfter(after)
                    ? today
                    : after.atOffset(ZoneOffset.UTC).plusDays(1).with(time).toInstant();
        }
    }
}
