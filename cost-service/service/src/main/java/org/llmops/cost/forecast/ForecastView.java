package org.llmops.cost.forecast;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.budgets.BudgetUnit;
import org.llmops.cost.rollups.Dimension;

/**
 * What the calls of a scope will take. Amounts are decimal strings in the unit.
 *
 * @param scope dimensions and their values; empty for the whole workspace
 * @param unit `usd`, `tokens` or `requests`
 * @param asOf the last whole hour, from which the forecast starts
 * @param until where it ends
 * @param status `ready`, or `not_enough_history`: then there are no figures
 * @param historyDays days that are known
 * @param neededDays days that have to be
 * @param coverage how likely the interval holds
 * @param ahead what will be taken from `as_of` to `until`
 * @param path the same up to each hour or day
 * @param method how it was found, and how well it would have foreseen what is known
 */
@RegisterForReflection
record ForecastView(
        Map<String, String> scope,
        BudgetUnit unit,
        Instant asOf,
        Instant until,
        String status,
        BigDecimal historyDays,
        BigDecimal neededDays,
        @Nullable BigDecimal coverage,
        @Nullable Interval ahead,
        @Nullable List<Point> path,
        @Nullable MethodView method) {
    static ForecastView of(Map<Dimension, String> scope, History history, BigDecimal coverage) {
        Prospect prospect = history.prospect();
        Map<String, String> named = new TreeMap<>();
        scope.forEach((dimension, value) -> named.put(dimension.label(), value));
        return new ForecastView(
                named,
                history.unit(),
                history.asOf(),
                history.until(),
                prospect == null ? "not_enough_history" : "ready",
                days(history.known()),
                days(history.needed()),
                prospect == null ? null : coverage,
                prospect == null ? null : Interval.of(prospect, prospect.until(), coverage),
                prospect == null
                        ? null
                        : prospect.moments().stream()
                                .map(at -> new Point(at, Interval.of(prospect, at, coverage)))
                                .toList(),
                prospect == null ? null : MethodView.of(prospect, coverage));
    }

    private static BigDecimal days(Duration duration) {
        return BigDecimal.valueOf(duration.toHours()).divide(BigDecimal.valueOf(24), 1, RoundingMode.FLOOR);
    }

    /** What is expected, and between what it will be. */
    @RegisterForReflection
    record Interval(String expected, String low, String high) {
        static Interval of(Prospect prospect, Instant at, BigDecimal coverage) {
            double tail = (1 - coverage.doubleValue()) / 2;
            return new Interval(
                    text(prospect, prospect.expected(at)),
                    text(prospect, prospect.quantile(at, tail)),
                    text(prospect, prospect.quantile(at, 1 - tail)));
        }

        private static String text(Prospect prospect, double statistic) {
            return Measure.text(prospect.unit(), Measure.amount(prospect.unit(), statistic));
        }
    }

    /** What will have been taken from the beginning of the forecast up to a moment. */
    @RegisterForReflection
    record Point(Instant at, @JsonUnwrapped Interval taken) {}
}
