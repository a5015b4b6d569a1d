package org.llmops.cost.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.llmops.cost.budgets.BudgetUnit;
import org.llmops.cost.rollups.SpendPoint;

/** What the calls of a scope will take from the last whole hour on. Statistics are USD, or tokens, or requests. */
final class Prospect {
    private static final Duration HOUR = Duration.ofHours(1);

    private final BudgetUnit unit;
    private final Instant asOf;
    private final Instant until;
    private final Pace pace;
    private final Outlook outlook;
    private final double[] shares;

    private Prospect(BudgetUnit unit, Instant asOf, Instant until, Pace pace, Outlook outlook, double[] shares) {
        this.unit = unit;
        this.asOf = asOf;
        this.until = until;
        this.pace = pace;
        this.outlook = outlook;
        this.shares = shares;
    }

    /**
     * Looks ahead.
     *
     * @param points hours with calls, in order; those from `asOf` on do not count
     * @param asOf the last whole hour
     */
    static Prospect of(BudgetUnit unit, List<SpendPoint> points, Instant asOf, Instant until) {
        Pace pace = Pace.of(Duration.between(asOf, until));
        Instant first = points.stream()
                .map(SpendPoint::hour)
                .filter(hour -> hour.isBefore(asOf))
                .min(Instant::compareTo)
                .orElse(asOf);
        int hours = (int) Duration.between(first, asOf).toHours();
        int count = hours / pace.hours();
        Instant start = asOf.minus(pace.step().multipliedBy(count));
        double[] values = new double[count];
        double[] shares = new double[pace.hours()];
        points.stream()
                .filter(point -> !point.hour().isBefore(start) && point.hour().isBefore(asOf))
                .forEach(point -> {
                    int hour = (int) Duration.between(start, point.hour()).toHours();
                    double amount = Measure.statistic(unit, Measure.of(unit, point));
                    values[hour / pace.hours()] += amount;
                    shares[hour % pace.hours()] += amount;
                });
        int steps = (int) Math.max(
                1,
                Math.ceilDiv(
                        Duration.between(asOf, until).toNanos(), pace.step().toNanos()));
        return new Prospect(unit, asOf, until, pace, Outlook.of(values, pace.season(count), steps), cumulative(shares));
    }

    BudgetUnit unit() {
        return unit;
    }

    Instant asOf() {
        return asOf;
    }

    Instant until() {
        return until;
    }

    Pace pace() {
        return pace;
    }

    Outlook outlook() {
        return outlook;
    }

    double expected(Instant at) {
        return outlook.expected(steps(at));
    }

    /** What will not be exceeded by then, with the probability p. */
    double quantile(Instant at, double p) {
        return outlook.quantile(steps(at), p);
    }

    /** How likely more than this will be taken by the end. */
    double probabilityOfMore(double amount) {
        return outlook.probabilityOfMore(steps(until), amount);
    }

    /** The moments at which steps end, and the end. */
    List<Instant> moments() {
        return Stream.concat(
                        Stream.iterate(asOf.plus(pace.step()), at -> at.isBefore(until), at -> at.plus(pace.step())),
                        Stream.of(until))
                .toList();
    }

    /** Within a day, as much as usually is taken by that hour of it. */
    private double steps(Instant at) {
        double hours = Math.max(0, (double) Duration.between(asOf, at).toMillis() / HOUR.toMillis());
        int whole = (int) (hours / pace.hours());
        double rest = hours - (double) whole * pace.hours();
        int hour = (int) rest;
        double before = hour == 0 ? 0 : shares[hour - 1];
        return hour >= shares.length ? whole + 1 : whole + before + (rest - hour) * (shares[hour] - before);
    }

    private static double[] cumulative(double[] amounts) {
        double total = Arrays.stream(amounts).sum();
        double[] shares = new double[amounts.length];
        double sum = 0;
        for (int hour = 0; hour < amounts.length; hour++) {
            sum += total <= 0 ? 1.0 / amounts.length : amounts[hour] / total;
            shares[hour] = sum;
        }
        return shares;
    }
}
