package org.llmops.cost.forecast;

import java.util.Arrays;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Exponential smoothing with an additive error and, if wanted, a damped trend and an additive season: ETS(A,N,N),
 * ETS(A,Ad,N) and ETS(A,Ad,A) of Hyndman and Athanasopoulos, Forecasting: Principles and Practice, chapter 8. The
 * parameters minimise the sum of squared one-step errors.
 *
 * @param alpha how fast the level follows, 0 to 1
 * @param beta how fast the trend follows, as a part of alpha
 * @param gamma how fast the season follows, 0 to 1
 * @param phi what remains of the trend after each step; 0 without a trend
 * @param level the level before the first value
 * @param trend the trend before the first value
 * @param season the season before the first value, of the length of one season; empty without one
 */
record ExponentialSmoothing(
        double alpha, double beta, double gamma, double phi, double level, double trend, double[] season) {
    private static final int MOST_ITERATIONS = 300;
    private static final double TOLERANCE = 1e-7;
    private static final double LEAST_PHI = 0.8;
    private static final double MOST_PHI = 0.98;

    ExponentialSmoothing {
        season = season.clone();
    }

    static ExponentialSmoothing simple(double[] values) {
        double start = mean(values, 0, Math.min(values.length, 5));
        double scale = scaleOf(values);
        return search(
                values,
                new double[] {0, start / scale},
                point -> new ExponentialSmoothing(unit(point[0]), 0, 0, 0, point[1] * scale, 0, new double[0]));
    }

    static ExponentialSmoothing dampedTrend(double[] values) {
        int head = Math.min(values.length, 8);
        double slope = head < 2 ? 0 : (values[head - 1] - values[0]) / (head - 1);
        double scale = scaleOf(values);
        return search(
                values,
                new double[] {0, -2, 1, values[0] / scale, slope / scale},
                point -> new ExponentialSmoothing(
                        unit(point[0]),
                        unit(point[1]),
                        0,
                        LEAST_PHI + (MOST_PHI - LEAST_PHI) * unit(point[2]),
                        point[3] * scale,
                        point[4] * scale,
                        new double[0]));
    }

    /** @param length of a season; there are at least two of them in the values */
    static ExponentialSmoothing seasonal(double[] values, int length) {
        double[] season = Seasonality.additive(values, length);
        double start = mean(values, 0, length);
        double scale = scaleOf(values);
        return search(
                values,
                new double[] {-1, -3, -3, 1, start / scale, 0},
                point -> new ExponentialSmoothing(
                        unit(point[0]),
                        unit(point[1]),
                        unit(point[2]),
                        LEAST_PHI + (MOST_PHI - LEAST_PHI) * unit(point[3]),
                        point[4] * scale,
                        point[5] * scale,
                        season));
    }

    /** Runs through the values with these parameters, and on beyond them. */
    double[] forecast(double[] values, int steps) {
        State state = new State();
        for (double value : values) {
            state.take(value);
        }
        double[] ahead = new double[steps];
        double damped = 0;
        double factor = 1;
        for (int step = 0; step < steps; step++) {
            factor *= phi;
            damped += factor;
            ahead[step] = state.level + damped * state.trend + state.seasonAt(values.length + step);
        }
        return ahead;
    }

    double sumOfSquaredErrors(double[] values) {
        State state = new State();
        double sum = 0;
        for (double value : values) {
            double error = state.take(value);
            sum += error * error;
        }
        return sum;
    }

    /** A search that takes long stops where it is: the backtest tells whether that is good enough. */
    private static ExponentialSmoothing search(double[] values, double[] start, Parameters parameters) {
        double scale = scaleOf(values);
        SimpleValueChecker settled = new SimpleValueChecker(TOLERANCE, TOLERANCE);
        PointValuePair best = new SimplexOptimizer((iteration, before, after) ->
                        iteration >= MOST_ITERATIONS || settled.converged(iteration, before, after))
                .optimize(
                        MaxEval.unlimited(),
                        new ObjectiveFunction(point -> parameters.at(point).sumOfSquaredErrors(values) / scale / scale),
                        GoalType.MINIMIZE,
                        new InitialGuess(start),
                        new NelderMeadSimplex(start.length, 0.5));
        return parameters.at(best.getPoint());
    }

    private static double unit(double anyNumber) {
        return 1 / (1 + Math.exp(-anyNumber));
    }

    private static double scaleOf(double[] values) {
        double scale = Arrays.stream(values).map(Math::abs).average().orElse(0);
        return scale == 0 ? 1 : scale;
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElse(0);
    }

    /** Makes parameters of any point, so that the search needs no bounds. */
    private interface Parameters {
        ExponentialSmoothing at(double[] point);
    }

    /** Where the smoothing has got to. */
    private final class State {
        private double level = ExponentialSmoothing.this.level;
        private double trend = ExponentialSmoothing.this.trend;
        private final double[] seasons = season.clone();
        private int taken;

        /** Returns by how much the value differs from what was expected. */
        double take(double value) {
            double expected = level + phi * trend;
            double error = value - expected - seasonAt(taken);
            level = expected + alpha * error;
            trend = phi * trend + alpha * beta * error;
            if (seasons.length > 0) {
                seasons[taken % seasons.length] += gamma * (1 - alpha) * error;
            }
            taken++;
            return error;
        }

        double seasonAt(int index) {
            return seasons.length == 0 ? 0 : seasons[index % seasons.length];
        }
    }
}
