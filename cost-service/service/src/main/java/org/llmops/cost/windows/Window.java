package org.llmops.cost.windows;

import static org.llmops.cost.CostProblem.BUDGET_WINDOW_INVALID;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * What a budget's money is for: one span after the other, or what is just over.
 *
 * @param zone whose midnight a span begins at; hours begin with those of UTC everywhere
 * @param startDay of fiscal months and years: the first day, from 1 to 28
 * @param startMonth of fiscal years: the first month
 * @param rolling of rolling windows: how long
 */
public record Window(
        Period period,
        ZoneId zone,
        int startDay,
        int startMonth,
        @Nullable Duration rolling) {
    private static final Duration LONGEST_ROLLING = Duration.ofDays(100);
    private static final int LAST_DAY_OF_EVERY_MONTH = 28;

    public Window {
        if (startDay < 1 || startDay > LAST_DAY_OF_EVERY_MONTH) {
            throw BUDGET_WINDOW_INVALID.at("start_day", "A fiscal period starts on a day from 1 to 28");
        }
        if (startMonth < 1 || startMonth > 12) {
            throw BUDGET_WINDOW_INVALID.at("start_month", "A fiscal year starts in a month from 1 to 12");
        }
        if (startDay != 1 && period != Period.FISCAL_MONTH && period != Period.FISCAL_YEAR) {
            throw BUDGET_WINDOW_INVALID.at("start_day", "Only fiscal_month and fiscal_year have a day of their own");
        }
        if (startMonth != 1 && period != Period.FISCAL_YEAR) {
            throw BUDGET_WINDOW_INVALID.at("start_month", "Only fiscal_year has a month of its own");
        }
        if ((period == Period.ROLLING) != (rolling != null)) {
            throw BUDGET_WINDOW_INVALID.at(
                    "rolling", "A rolling budget, and no other, says how long, such as 24h or 7d");
        }
        if (rolling != null && (rolling.compareTo(Duration.ofHours(1)) < 0 || rolling.compareTo(LONGEST_ROLLING) > 0)) {
            throw BUDGET_WINDOW_INVALID.at("rolling", "A rolling budget lasts from 1h to 100d");
        }
    }

    /** One that begins and ends in UTC. */
    public static Window of(Period period) {
        return new Window(period, ZoneOffset.UTC, 1, 1, null);
    }

    /** One of what is just over. */
    public static Window rolling(Duration length) {
        return new Window(Period.ROLLING, ZoneOffset.UTC, 1, 1, length);
    }

    /** Reads a zone such as {@code Europe/Berlin} or {@code +02:00}. */
    public static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw BUDGET_WINDOW_INVALID.at(
                    "time_zone", "Write a zone of the IANA data base, such as Europe/Berlin, or UTC");
        }
    }

    /** Reads a length such as {@code 24h} or {@code 7d}. */
    public static Duration length(String text) {
        String number = text.isEmpty() ? "" : text.substring(0, text.length() - 1);
        boolean written = !number.isEmpty()
                && number.length() <= 4
                && number.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        if (!written || !(text.endsWith("h") || text.endsWith("d"))) {
            throw BUDGET_WINDOW_INVALID.at("rolling", "Write hours or days, such as 24h or 7d");
        }
        return text.endsWith("h")
                ? Duration.ofHours(Integer.parseInt(number))
                : Duration.ofDays(Integer.parseInt(number));
    }

    /** The span that a moment falls in. What rolls has one span, of which the past falls off by and by. */
    public Span spanAt(Instant moment) {
        LocalDate day = LocalDate.ofInstant(moment, zone);
        return switch (period) {
            case HOUR -> hour(moment);
            case DAY -> Span.of(day, day.plusDays(1), zone);
            case WEEK -> weekFrom(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case MONTH, FISCAL_MONTH -> monthFrom(lastStart(day, day.withDayOfMonth(startDay), ChronoUnit.MONTHS));
            case FISCAL_YEAR ->
                yearFrom(lastStart(day, LocalDate.of(day.getYear(), startMonth, startDay), ChronoUnit.YEARS));
            case ROLLING, TOTAL -> Span.EVER;
        };
    }

    /** In how large steps the past falls off; null unless it does. */
    public @Nullable Duration bucket() {
        return rolling == null ? null : rolling.dividedBy(RollingBuckets.BUCKETS);
    }

    private static Span hour(Instant moment) {
        Instant start = moment.truncatedTo(ChronoUnit.HOURS);
        return new Span(start, start.plus(1, ChronoUnit.HOURS));
    }

    private Span weekFrom(LocalDate monday) {
        return Span.of(monday, monday.plusWeeks(1), zone);
    }

    private Span monthFrom(LocalDate first) {
        return Span.of(first, first.plusMonths(1), zone);
    }

    private Span yearFrom(LocalDate first) {
        return Span.of(first, first.plusYears(1), zone);
    }

    private static LocalDate lastStart(LocalDate day, LocalDate start, ChronoUnit length) {
        return start.isAfter(day) ? start.minus(1, length) : start;
    }
}
