package org.llmops.cost.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.cost.CostProblem;
import org.llmops.platform.problem.Problem;

/** Periods begin and end at midnight of their zone, and what rolls falls off in time. */
class WindowTest {
    @ParameterizedTest
    @CsvSource({
        "hour,  UTC, 1, 1, 2026-02-28T23:59:59.999Z, 2026-02-28T23:00:00Z, 2026-03-01T00:00:00Z",
        "day,   UTC, 1, 1, 2026-02-28T23:59:59.999Z, 2026-02-28T00:00:00Z, 2026-03-01T00:00:00Z",
        "day,   UTC, 1, 1, 2026-03-01T00:00:00Z,     2026-03-01T00:00:00Z, 2026-03-02T00:00:00Z",
        "day,   Europe/Berlin, 1, 1, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "day,   Europe/Berlin, 1, 1, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "day,   Asia/Kolkata, 1, 1, 2026-03-01T18:29:59Z, 2026-02-28T18:30:00Z, 2026-03-01T18:30:00Z",
        "week,  UTC, 1, 1, 2026-03-01T12:00:00Z, 2026-02-23T00:00:00Z, 2026-03-02T00:00:00Z",
        "week,  UTC, 1, 1, 2026-03-02T00:00:00Z, 2026-03-02T00:00:00Z, 2026-03-09T00:00:00Z",
        "month, UTC, 1, 1, 2028-02-29T12:00:00Z, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
        "month, America/New_York, 1, 1, 2026-01-01T04:59:59Z, 2025-12-01T05:00:00Z, 2026-01-01T05:00:00Z",
        "fiscal_month, UTC, 15, 1, 2026-03-14T23:59:59Z, 2026-02-15T00:00:00Z, 2026-03-15T00:00:00Z",
        "fiscal_month, UTC, 15, 1, 2026-03-15T00:00:00Z, 2026-03-15T00:00:00Z, 2026-04-15T00:00:00Z",
        "fiscal_month, UTC, 28, 1, 2026-01-01T00:00:00Z, 2025-12-28T00:00:00Z, 2026-01-28T00:00:00Z",
        "fiscal_year,  UTC, 6, 4, 2026-04-05T23:59:59Z, 2025-04-06T00:00:00Z, 2026-04-06T00:00:00Z",
        "fiscal_year,  UTC, 6, 4, 2026-04-06T00:00:00Z, 2026-04-06T00:00:00Z, 2027-04-06T00:00:00Z",
        "total, UTC, 1, 1, 2026-12-31T23:59:59Z, 1970-01-01T00:00:00Z,"
    })
    void aMomentFallsIntoOnePeriod(
            String period,
            String zone,
            int startDay,
            int startMonth,
            Instant moment,
            Instant startsAt,
            @Nullable Instant endsAt) {
        Window window = new Window(Period.of(period), ZoneId.of(zone), startDay, startMonth, null);

        assertThat(window.spanAt(moment)).isEqualTo(new Span(startsAt, endsAt));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hour", "day", "week", "month", "fiscal_month", "fiscal_year"})
    void periodsFollowEachOtherWithoutAGapInEveryZone(String label) {
        Period period = Period.of(label);
        boolean fiscal = period == Period.FISCAL_MONTH || period == Period.FISCAL_YEAR;
        Random random = new Random(7);
        for (String zone : ZoneId.getAvailableZoneIds()) {
            Window window =
                    new Window(period, ZoneId.of(zone), fiscal ? 28 : 1, period == Period.FISCAL_YEAR ? 2 : 1, null);
            Instant moment = Instant.ofEpochSecond(1_500_000_000L + random.nextInt(400_000_000));
            Span span = window.spanAt(moment);

            assertThat(moment).isAfterOrEqualTo(span.startsAt()).isBefore(span.endsAt());
            assertThat(window.spanAt(span.endsAt()).startsAt()).as(zone).isEqualTo(span.endsAt());
            assertThat(window.spanAt(span.startsAt())).as(zone).isEqualTo(span);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"year", "DAY", ""})
    void anUnknownPeriodIsNamed(String label) {
        assertProblem(() -> Period.of(label), CostProblem.BUDGET_PERIOD_UNKNOWN, "period");
    }

    @Test
    void aWindowThatMakesNoSenseIsRefused() {
        ZoneId utc = ZoneOffset.UTC;
        assertProblem(() -> new Window(Period.FISCAL_MONTH, utc, 29, 1, null), "start_day");
        assertProblem(() -> new Window(Period.MONTH, utc, 2, 1, null), "start_day");
        assertProblem(() -> new Window(Period.FISCAL_YEAR, utc, 1, 13, null), "start_month");
        assertProblem(() -> new Window(Period.FISCAL_MONTH, utc, 1, 2, null), "start_month");
        assertProblem(() -> new Window(Period.ROLLING, utc, 1, 1, null), "rolling");
        assertProblem(() -> new Window(Period.DAY, utc, 1, 1, Duration.ofHours(3)), "rolling");
        assertProblem(() -> Window.rolling(Duration.ofMinutes(59)), "rolling");
        assertProblem(() -> Window.rolling(Duration.ofDays(101)), "rolling");
        assertProblem(() -> Window.length("5m"), "rolling");
        assertProblem(() -> Window.length("d"), "rolling");
        assertProblem(() -> Window.zone("Mars/Olympus"), "time_zone");
        assertThat(Window.length("36h")).isEqualTo(Duration.ofHours(36));
    }

    /** Against every single amount: never less than the window holds, and never more than the window and a sixtieth. */
    @ParameterizedTest
    @ValueSource(ints = {1, 24, 168, 2_400})
    void whatRollsIsCountedForTheWindowAndASixtiethMoreAtMost(int hours) {
        Random random = new Random(hours);
        Duration length = Duration.ofHours(hours);
        Duration step = Window.rolling(length).bucket();
        RollingBuckets buckets = RollingBuckets.of(step, null);
        Deque<Spent> spent = new ArrayDeque<>();
        Instant now = Instant.parse("2026-03-01T12:34:56.789Z");
        for (int each = 0; each < 3_000; each++) {
            now = now.plusMillis(random.nextLong(length.toMillis() / 40));
            buckets.fallOff(now);
            long amount = random.nextInt(1_000);
            buckets.add(now, amount);
            spent.add(new Spent(now, amount));
            buckets = RollingBuckets.of(step, buckets.toString());

            long within = sumSince(spent, now.minus(length));
            long atMost = sumSince(spent, now.minus(length).minus(step).minusSeconds(1));
            assertThat(buckets.sum()).isBetween(within, atMost);
        }
        assertThat(buckets.toString().split(",").length).isLessThanOrEqualTo(62);
    }

    private static long sumSince(Deque<Spent> spent, Instant since) {
        return spent.stream()
                .filter(each -> !each.at.isBefore(since))
                .mapToLong(Spent::amount)
                .sum();
    }

    private static void assertProblem(ThrowingCallable call, String field) {
        assertProblem(call, CostProblem.BUDGET_WINDOW_INVALID, field);
    }

    private static void assertProblem(ThrowingCallable call, CostProblem type, String field) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.type()).isEqualTo(type);
            assertThat(problem.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo(field));
        });
    }

    private record Spent(Instant at, long amount) {}
}
