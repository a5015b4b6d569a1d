package org.llmops.cost.rollups;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever the time, each of its days counts once and no other day does. */
class EndUserRowsTest {
    @Test
    void aMonthLessADayIsTheMonthLessThatDay() {
        EndUserRows rows = EndUserRows.of(slice("2025-03-01", "2025-03-31", null));

        assertThat(rows.months()).isEqualTo(span("2025-03-01", "2025-04-01"));
        assertThat(rows.added()).isEmpty();
        assertThat(rows.taken()).containsExactly(span("2025-03-31", "2025-04-01"));
        assertThat(rows.mayLeaveNothing()).isTrue();
    }

    @Test
    void wholeMonthsAreMonthsAlone() {
        EndUserRows rows = EndUserRows.of(slice("2025-03-01", "2025-06-01", Grain.MONTH));

        assertThat(rows.isOfMonthsAlone()).isTrue();
        assertThat(rows.months()).isEqualTo(span("2025-03-01", "2025-06-01"));
    }

    @Test
    void aFewDaysAreDays() {
        assertThat(EndUserRows.of(slice("2025-03-01", "2025-03-08", null))
                        .months()
                        .isEmpty())
                .isTrue();
        assertThat(EndUserRows.of(slice("2025-02-14", "2025-03-16", null))
                        .months()
                        .isEmpty())
                .as("as many days would be taken off as there are")
                .isTrue();
    }

    @Test
    void weeksAreNotMadeOfMonths() {
        assertThat(EndUserRows.of(slice("2025-03-01", "2025-06-01", Grain.WEEK))
                        .months()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void eachDayCountsOnce() {
        Random random = new Random(8);
        for (int each = 0; each < 500; each++) {
            LocalDate from = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(700));
            LocalDate to = from.plusDays(1 + random.nextInt(200));

            EndUserRows rows = EndUserRows.of(slice(from.toString(), to.toString(), null));

            Map<LocalDate, Integer> counted = new HashMap<>();
            count(rows.months(), 1, counted);
            rows.added().forEach(span -> count(span, 1, counted));
            rows.taken().forEach(span -> count(span, -1, counted));
            counted.values().removeIf(times -> times == 0);
            assertThat(counted).hasSize(Math.toIntExact(to.toEpochDay() - from.toEpochDay()));
            assertThat(counted).allSatisfy((day, times) -> {
                assertThat(times).isEqualTo(1);
                assertThat(day).isBetween(from, to.minusDays(1));
            });
        }
    }

    private static void count(EndUserRows.Span span, int times, Map<LocalDate, Integer> counted) {
        LocalDate end = LocalDate.ofInstant(span.to(), ZoneOffset.UTC);
        for (LocalDate day = LocalDate.ofInstant(span.from(), ZoneOffset.UTC);
                day.isBefore(end);
                day = day.plusDays(1)) {
            counted.merge(day, times, Integer::sum);
        }
    }

    private static Slice slice(String from, String to, @Nullable Grain grain) {
        return new Slice(
                grain,
                Set.of(Dimension.END_USER),
                null,
                Map.of(),
                Set.of(),
                moment(from),
                moment(to),
                Slice.Order.COST,
                10);
    }

    private static EndUserRows.Span span(String from, String to) {
        return new EndUserRows.Span(moment(from), moment(to));
    }

    private static Instant moment(String day) {
        return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
