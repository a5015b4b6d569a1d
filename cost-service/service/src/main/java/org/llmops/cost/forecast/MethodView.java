package org.llmops.cost.forecast;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a forecast was found, and how well the same way would have foreseen what is known by now.
 *
 * @param step `hours` or `days`
 * @param models those it is the mean of: the best, and those about as good
 * @param origins how many moments of the past were forecast from
 * @param steps how many steps ahead were tried often enough; what is beyond is extrapolated
 * @param totalError absolute misses of sums up to each step, over what the sums came to
 * @param wape absolute misses of single steps, over what they came to
 * @param mase the same over the mean difference to the step a season before: below 1 is better than repeating the last season
 * @param coverage how often intervals of the coverage asked for held, each made of only what was known by then; absent when
 *     there is too little to tell
 * @param candidates all models that were tried, among them `naive` and `seasonal_naive` to compare with
 */
@RegisterForReflection
record MethodView(
        String step,
        List<String> models,
        int origins,
        int steps,
        BigDecimal totalError,
        BigDecimal wape,
        BigDecimal mase,
        @Nullable BigDecimal coverage,
        List<Candidate> candidates) {
    static MethodView of(Prospect prospect, BigDecimal coverage) {
        Outlook outlook = prospect.outlook();
        Backtest chosen = outlook.chosen();
        double measured = outlook.measuredCoverage(coverage.doubleValue());
        return new MethodView(
                prospect.pace().name().toLowerCase(Locale.ROOT),
                chosen.models().stream().map(ForecastModel::label).toList(),
                chosen.origins().length,
                outlook.misses().longest(),
                rounded(chosen.totalError()),
                rounded(chosen.wape()),
                rounded(chosen.mase()),
                Double.isNaN(measured) ? null : rounded(measured),
                outlook.backtests().values().stream().map(Candidate::of).toList());
    }

    /** Where nothing was spent, misses are no part of it; they are shown as 999. */
    private static BigDecimal rounded(double number) {
        return BigDecimal.valueOf(Math.min(number, 999)).setScale(3, RoundingMode.HALF_EVEN);
    }

    /** One of the models, and how well it would have done. */
    @RegisterForReflection
    record Candidate(String model, BigDecimal totalError, BigDecimal wape, BigDecimal mase) {
        static Candidate of(Backtest backtest) {
            return new Candidate(
                    backtest.models().getFirst().label(),
                    rounded(backtest.totalError()),
                    rounded(backtest.wape()),
                    rounded(backtest.mase()));
        }
    }
}
