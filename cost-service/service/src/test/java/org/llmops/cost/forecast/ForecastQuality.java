package org.llmops.cost.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.llmops.cost.SyntheticSpend;
import org.llmops.cost.SyntheticSpend.Shape;

/** Forecasts synthetic spend whose future is known, and counts how far off they are. */
final class ForecastQuality {
    private static final int WEEKS = 26;
    private static final double COVERAGE = .8;

    /**
     * One row of the table.
     *
     * @param wape of the total at the horizon, by the model that was chosen
     * @param naive the same by repeating the last step
     * @param seasonalNaive the same by repeating the last season
     * @param coverage how often the interval of 80 % held the total
     * @param backtestCoverage what the backtests said it would be
     * @param mase of single steps
     */
    record Row(
            String name,
            int days,
            double wape,
            double naive,
            double seasonalNaive,
            double mase,
            double coverage,
            double backtestCoverage) {}

    private ForecastQuality() {}

    static List<Row> measure(int days, int knownWeeks, long firstSeed, int seeds) {
        List<Row> rows = new ArrayList<>();
        for (Shape shape : Shape.values()) {
            double missed = 0;
            double naive = 0;
            double seasonalNaive = 0;
            double total = 0;
            double mase = 0;
            double backtested = 0;
            int held = 0;
            int tried = 0;
            for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
                double[] daily = daily(SyntheticSpend.hours(shape, WEEKS, seed));
                for (int end = knownWeeks * 7; end + days <= daily.length; end += 17) {
                    double[] known = Arrays.copyOfRange(daily, Math.max(0, end - knownWeeks * 7), end);
                    double truth = Arrays.stream(daily, end, end + days).sum();
                    Outlook outlook = Outlook.of(known, 7, days);
                    missed += Math.abs(truth - outlook.expected(days));
                    naive += Math.abs(truth - total(ForecastModel.NAIVE, known, days));
                    seasonalNaive += Math.abs(truth - total(ForecastModel.SEASONAL_NAIVE, known, days));
                    total += truth;
                    mase += outlook.chosen().mase();
                    double measured = outlook.measuredCoverage(COVERAGE);
                    backtested += Double.isNaN(measured) ? COVERAGE : measured;
                    held += truth >= outlook.quantile(days, (1 - COVERAGE) / 2)
                                    && truth <= outlook.quantile(days, (1 + COVERAGE) / 2)
                            ? 1
                            : 0;
                    tried++;
                }
            }
            rows.add(new Row(
                    shape.name(),
                    days,
                    missed / total,
                    naive / total,
                    seasonalNaive / total,
                    mase / tried,
                    (double) held / tried,
                    backtested / tried));
        }
        return rows;
    }

    static double[] daily(double[] hours) {
        double[] days = new double[hours.length / 24];
        for (int hour = 0; hour < days.length * 24; hour++) {
            days[hour / 24] += hours[hour];
        }
        return days;
    }

    private static double total(ForecastModel model, double[] known, int steps) {
        return Arrays.stream(model.fit(known, 7).forecast(known, steps)).sum();
    }

    /** Prints the table. */
    static String table(List<Row> rows) {
        StringBuilder table = new StringBuilder(
                "| series | days ahead | WAPE | naive | seasonal naive | MASE | coverage of 80 % | by backtest |\n|---|---|---|---|---|---|---|---|\n");
        rows.forEach(row -> table.append("| %s | %d | %.1f %% | %.1f %% | %.1f %% | %.2f | %.0f %% | %.0f %% |%n"
                .formatted(
                        row.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                        row.days(),
                        row.wape() * 100,
                        row.naive() * 100,
                        row.seasonalNaive() * 100,
                        row.mase(),
                        row.coverage() * 100,
                        row.backtestCoverage() * 100)));
        return table.toString();
    }
}
