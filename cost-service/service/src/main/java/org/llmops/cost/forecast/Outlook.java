package org.llmops.cost.forecast;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Where a series of amounts is heading, by the model that would have foreseen it best so far. Amounts have any unit. */
final class Outlook {
    private static final double ABOUT_AS_GOOD = 1.15;

    private final double[] path;
    private final double level;
    private final Misses misses;
    private final Backtest chosen;
    private final Map<ForecastModel, Backtest> backtests;

    private Outlook(
            double[] path, double level, Misses misses, Backtest chosen, Map<ForecastModel, Backtest> backtests) {
        this.path = path;
        this.level = level;
        this.misses = misses;
        this.chosen = chosen;
        this.backtests = backtests;
    }

    /**
     * @param values one for each step, oldest first, at least two seasons and some
     * @param season steps in a season
     * @param horizon whole steps to look ahead
     */
    static Outlook of(double[] values, int season, int horizon) {
        Map<ForecastModel, Backtest> backtests = new EnumMap<>(ForecastModel.class);
        int first = Backtest.firstOrigin(values.length, season);
        for (ForecastModel model : ForecastModel.values()) {
            if (model.leastValues(season) <= first) {
                backtests.put(model, Backtest.of(model, values, season, horizon));
            }
        }
        Backtest chosen = choose(backtests.values(), values, season);
        double[] ahead = Backtest.mean(chosen.models().stream()
                .map(model -> Backtest.notNegative(model.fit(values, season).forecast(values, horizon)))
                .toList());
        return new Outlook(
                cumulative(ahead),
                Backtest.level(values, values.length, season),
                Misses.of(chosen.misses(), values.length - first, horizon),
                chosen,
                backtests);
    }

    /**
     * The best one, together with those about as good: which of them was the best is chance, and the mean of several is
     * hardly ever worse (Makridakis et al., The M4 Competition, International Journal of Forecasting 36 (2020)).
     */
    private static Backtest choose(Collection<Backtest> backtests, double[] values, int season) {
        double best = backtests.stream().mapToDouble(Backtest::totalError).min().orElseThrow();
        List<Backtest> good = backtests.stream()
                .filter(backtest -> backtest.totalError() <= best * ABOUT_AS_GOOD)
                .toList();
        return good.size() == 1 ? good.getFirst() : Backtest.ofMean(good, values, season);
    }

    /** What will come to be by then. */
    double expected(double steps) {
        int below = (int) Math.floor(steps);
        double before = below == 0 ? 0 : path[below - 1];
        return below >= path.length ? before : before + (steps - below) * (path[below] - before);
    }

    /** What will not be exceeded by then, with the probability p. */
    double quantile(double steps, double p) {
        return steps <= 0 ? 0 : Math.max(0, expected(steps) + level * misses.quantile(steps, p));
    }

    /** How likely more than this will come to be by then. */
    double probabilityOfMore(double steps, double amount) {
        if (amount < 0) {
            return 1;
        }
        return steps <= 0 ? 0 : misses.probabilityOfMore(steps, (amount - expected(steps)) / level);
    }

    Backtest chosen() {
        return chosen;
    }

    Map<ForecastModel, Backtest> backtests() {
        return backtests;
    }

    Misses misses() {
        return misses;
    }

    /**
     * How often intervals would have held so far: at each origin of the backtest's second half, an interval is made of only
     * those misses that were known by then.
     *
     * @param coverage how often an interval should hold
     * @return of all steps ahead; NaN when there is too little to tell
     */
    double measuredCoverage(double coverage) {
        int held = 0;
        int tried = 0;
        double[][] all = chosen.misses();
        for (int at = all.length / 2; at < all.length; at++) {
            for (int step = 0; step < all[at].length; step++) {
                double[][] known = knownBy(at, step);
                if (known.length >= 8) {
                    Misses then = Misses.of(known, now(at) - now(0), step + 1);
                    double miss = all[at][step];
                    boolean holds = miss >= then.quantile(step + 1, (1 - coverage) / 2)
                            && miss <= then.quantile(step + 1, (1 + coverage) / 2);
                    held += holds ? 1 : 0;
                    tried++;
                }
            }
        }
        return tried == 0 ? Double.NaN : (double) held / tried;
    }

    private double[][] knownBy(int at, int step) {
        long known = Arrays.stream(chosen.origins())
                .limit(at)
                .filter(origin -> origin + step < now(at))
                .count();
        return Arrays.copyOf(chosen.misses(), (int) known);
    }

    private int now(int at) {
        return chosen.origins()[at];
    }

    private static double[] cumulative(double[] steps) {
        double[] sums = steps.clone();
        Arrays.parallelPrefix(sums, Double::sum);
        return sums;
    }
}
