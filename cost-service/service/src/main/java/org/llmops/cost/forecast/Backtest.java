package org.llmops.cost.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How well what is known by now would have been foreseen: a model is asked at many earlier moments, each time with only what
 * was known then (rolling origin; Tashman, Out-of-sample tests of forecasting accuracy, International Journal of
 * Forecasting 16 (2000)).
 *
 * @param models what was asked; of several, the mean of their answers counts
 * @param origins the numbers of values that were known, ascending
 * @param ahead for each origin, what was foreseen for each step that is known by now
 * @param misses for each origin and step, by how much the sum of the steps up to it was more than foreseen, in units of the
 *     level at the origin
 * @param totalError the sum of the absolute misses of sums, over what the sums came to
 * @param wape weighted absolute percentage error: the same for single steps
 * @param mase mean absolute scaled error: the mean absolute miss of single steps over the mean absolute difference of a
 *     value to the one a season before (Hyndman and Koehler, Another look at measures of forecast accuracy, ibid. 22 (2006))
 */
record Backtest(
        List<ForecastModel> models,
        int[] origins,
        double[][] ahead,
        double[][] misses,
        double totalError,
        double wape,
        double mase) {
    private static final int MOST_ORIGINS = 40;
    private static final int FITS = 5;

    Backtest {
        models = List.copyOf(models);
        origins = origins.clone();
        ahead = ahead.clone();
        misses = misses.clone();
    }

    /** How many values a model knows when it is asked first. */
    static int firstOrigin(int values, int season) {
        return Math.max(Math.min(2 * season + 1, values - 1), values / 3);
    }

    static Backtest of(ForecastModel model, double[] values, int season, int horizon) {
        int first = firstOrigin(values.length, season);
        int stride = Math.max(1, (values.length - first) / MOST_ORIGINS);
        int count = (values.length - first + stride - 1) / stride;
        int[] origins = new int[count];
        double[][] ahead = new double[count][];
        ForecastModel.Fitted fitted = model.fit(Arrays.copyOf(values, first), season);
        for (int at = 0; at < count; at++) {
            origins[at] = first + at * stride;
            double[] known = Arrays.copyOf(values, origins[at]);
            if (at % Math.max(1, count / FITS) == 0) {
                fitted = model.fit(known, season);
            }
            ahead[at] = notNegative(fitted.forecast(known, Math.min(horizon, values.length - known.length)));
        }
        return score(List.of(model), origins, ahead, values, season);
    }

    /** What the mean of several models would have been like, all asked at the same moments. */
    static Backtest ofMean(List<Backtest> several, double[] values, int season) {
        double[][] mean = several.getFirst().ahead.clone();
        for (int at = 0; at < mean.length; at++) {
            int origin = at;
            mean[at] = mean(several.stream().map(each -> each.ahead[origin]).toList());
        }
        List<ForecastModel> models =
                several.stream().flatMap(each -> each.models.stream()).toList();
        return score(models, several.getFirst().origins, mean, values, season);
    }

    /** Place by place. */
    static double[] mean(List<double[]> several) {
        double[] mean = new double[several.getFirst().length];
        for (double[] each : several) {
            for (int at = 0; at < mean.length; at++) {
                mean[at] += each[at] / several.size();
            }
        }
        return mean;
    }

    /** Nobody is paid for calling a model. */
    static double[] notNegative(double[] steps) {
        return Arrays.stream(steps).map(step -> Math.max(0, step)).toArray();
    }

    /** What one step costs at this time: the mean of the last four seasons. */
    static double level(double[] values, int known, int season) {
        double mean = Arrays.stream(values, Math.max(0, known - 4 * season), known)
                .average()
                .orElse(0);
        return Math.max(mean, Double.MIN_NORMAL);
    }

    private static Backtest score(
            List<ForecastModel> models, int[] origins, double[][] ahead, double[] values, int season) {
        double[][] misses = new double[origins.length][];
        double totalMisses = 0;
        double totals = 0;
        double stepMisses = 0;
        double steps = 0;
        List<Double> sizes = new ArrayList<>();
        for (int at = 0; at < origins.length; at++) {
            double level = level(values, origins[at], season);
            misses[at] = new double[ahead[at].length];
            double missed = 0;
            double total = 0;
            for (int step = 0; step < ahead[at].length; step++) {
                double value = values[origins[at] + step];
                double miss = value - ahead[at][step];
                missed += miss;
                total += value;
                misses[at][step] = missed / level;
                totalMisses += Math.abs(missed);
                totals += total;
                stepMisses += Math.abs(miss);
                steps += value;
                sizes.add(Math.abs(miss));
            }
        }
        double size = sizes.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        return new Backtest(
                models,
                origins,
                ahead,
                misses,
                ratio(totalMisses, totals),
                ratio(stepMisses, steps),
                ratio(size, seasonalDifference(values, season)));
    }

    private static double seasonalDifference(double[] values, int season) {
        double sum = 0;
        for (int at = season; at < values.length; at++) {
            sum += Math.abs(values[at] - values[at - season]);
        }
        return sum / Math.max(1, values.length - season);
    }

    private static double ratio(double part, double whole) {
        return part == 0 ? 0 : part / whole;
    }
}
