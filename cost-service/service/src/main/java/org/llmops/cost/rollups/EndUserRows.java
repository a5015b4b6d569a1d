package org.llmops.cost.rollups;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From which rows a time's sums by end user are made. A month's sums are far fewer rows than those of its days, so a time
 * is measured in months from near its beginning to near its end: days that these lack are added, and days that they have
 * too many are taken off again.
 *
 * @param months where the months begin and end; empty when a time is measured in days alone
 * @param added days that are added
 * @param taken days that are taken off
 */
record EndUserRows(Span months, List<Span> added, List<Span> taken) {
    /** A month's rows are read about as fast as those of so many of its days. */
    private static final long DAYS_OF_A_MONTH = 6;

    /** Measures a time of whole days; weeks, and days, are not told apart within a month. */
    static EndUserRows of(Slice slice) {
        Span whole = new Span(slice.from(), slice.to());
        EndUserRows byDays = new EndUserRows(new Span(slice.to(), slice.to()), List.of(whole), List.of());
        if (slice.grain() != null && slice.grain() != Grain.MONTH) {
            return byDays;
        }
        Span months = new Span(nearestMonth(slice.from()), nearestMonth(slice.to()));
        EndUserRows byMonths = new EndUserRows(
                months,
                notEmpty(new Span(slice.from(), months.from()), new Span(months.to(), slice.to())),
                notEmpty(new Span(months.from(), slice.from()), new Span(slice.to(), months.to())));
        return byMonths.days() < byDays.days() ? byMonths : byDays;
    }

    /** What has to be read, as if it were days. */
    private long days() {
        long months = Math.ceilDiv(this.months.days(), 31L);
        return months * DAYS_OF_A_MONTH
                + Stream.concat(added.stream(), taken.stream())
                        .mapToLong(Span::days)
                        .sum();
    }

    boolean isOfMonthsAlone() {
        return added.isEmpty() && taken.isEmpty();
    }

    /** Whether what is taken off may leave somebody with nothing, who then was not there. */
    boolean mayLeaveNothing() {
        return !taken.isEmpty();
    }

    /**
     * SQL for the rows, in which time is called `hour`, and as much of it as no other query has.
     *
     * @param columns what they are told apart by
     * @param scope what restricts them
     */
    String sql(List<String> columns, List<String> sums, String scope) {
        Stream<String> months = this.months.isEmpty()
                ? Stream.of()
                : Stream.of(rows("end_user_months", "month", columns, sums, "", "months", scope));
        return Stream.of(
                        months,
                        numbered("added", added.size()).map(name -> days(columns, sums, "", name, scope)),
                        numbered("taken", taken.size()).map(name -> days(columns, sums, "-", name, scope)))
                .flatMap(rows -> rows)
                .collect(Collectors.joining(" union all "));
    }

    void put(Map<String, Object> parameters) {
        if (!months.isEmpty()) {
            months.put("months", parameters);
        }
        for (int each = 0; each < added.size(); each++) {
            added.get(each).put("added" + each, parameters);
        }
        for (int each = 0; each < taken.size(); each++) {
            taken.get(each).put("taken" + each, parameters);
        }
    }

    private static String days(List<String> columns, List<String> sums, String sign, String name, String scope) {
        return rows("end_user_days", "day", columns, sums, sign, name, scope);
    }

    private static String rows(
            String table,
            String time,
            List<String> columns,
            List<String> sums,
            String sign,
            String name,
            String scope) {
        String read = Stream.concat(columns.stream(), sums.stream().map(sum -> sign + sum + " as " + sum))
                .collect(Collectors.joining(", "));
        return "select %s as hour, %s from %s where workspace = :workspace and %s >= :%s_from and %s < :%s_to"
                        .formatted(time, read, table, time, name, time, name)
                + scope;
    }

    private static Stream<String> numbered(String name, int count) {
        return Stream.iterate(0, each -> each + 1).limit(count).map(each -> name + each);
    }

    private static List<Span> notEmpty(Span... spans) {
        return Stream.of(spans).filter(span -> !span.isEmpty()).toList();
    }

    private static Instant nearestMonth(Instant moment) {
        Instant before = Grain.MONTH.start(moment);
        Instant after = Grain.MONTH.ceiling(moment);
        return Duration.between(before, moment).compareTo(Duration.between(moment, after)) <= 0 ? before : after;
    }

    /** A time, the end not part of it; empty when it ends where or before it begins. */
    record Span(Instant from, Instant to) {
        boolean isEmpty() {
            return !from.isBefore(to);
        }

        long days() {
            return isEmpty() ? 0 : Duration.between(from, to).toDays();
        }

        private void put(String name, Map<String, Object> parameters) {
            parameters.put(name + "_from", from);
            parameters.put(name + "_to", to);
        }
    }
}
