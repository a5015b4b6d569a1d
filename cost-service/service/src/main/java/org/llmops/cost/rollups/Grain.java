package org.llmops.cost.rollups;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How finely time is told apart, in UTC; weeks begin on Monday. */
public enum Grain {
    HOUR,
    DAY,
    WEEK,
    MONTH;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Grain> labelled(String label) {
        return Arrays.stream(values())
                .filter(grain -> grain.label().equals(label))
                .findFirst();
    }

    /** The first moment of the hour, day, week or month that a moment is in. */
    public Instant start(Instant moment) {
        ZonedDateTime day = moment.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
        return switch (this) {
            case HOUR -> moment.truncatedTo(ChronoUnit.HOURS);
            case DAY -> day.toInstant();
            case WEEK ->
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toInstant();
            case MONTH -> day.withDayOfMonth(1).toInstant();
        };
    }

    /** The first moment after it. */
    public Instant end(Instant moment) {
        ZonedDateTime start = start(moment).atZone(ZoneOffset.UTC);
        return switch (this) {
            case HOUR -> start.plusHours(1).toInstant();
            case DAY -> start.plusDays(1).toInstant();
            case WEEK -> start.plusWeeks(1).toInstant();
            case MONTH -> start.plusMonths(1).toInstant();
        };
    }

    /** The moment itself where one begins, else the beginning of the next. */
    public Instant ceiling(Instant moment) {
        return start(moment).equals(moment) ? moment : end(moment);
    }
}
