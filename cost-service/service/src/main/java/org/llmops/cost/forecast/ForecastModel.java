package org.llmops.cost.forecast;

import java.util.Arrays;
import java.util.Locale;

/** The ways to look ahead that a backtest chooses from. */
enum ForecastModel {
    /** What the last step cost, again and again. */
    NAIVE {
        @Override
        Fitted fit(double[] values, int season) {
            return (known, steps) -> {
                double[] ahead = new double[steps];
                Arrays.fill(ahead, known[known.length - 1]);
                return ahead;
            };
        }
    },
    /** What the same step cost one season ago. */
    SEASONAL_NAIVE {
        @Override
        Fitted fit(double[] values, int season) {
            return (known, steps) -> {
                double[] ahead = new double[steps];
                for (int step = 0; step < steps; step++) {
                    ahead[step] = known[known.length - season + step % season];
                }
                return ahead;
            };
        }

        @Override
        int leastValues(int season) {
            return season;
        }
    },
    /** The mean of the same step in the last four seasons. */
    SEASONAL_MEAN {
        @Override
        Fitted fit(double[] values, int season) {
            return (known, steps) -> {
                double[] ahead = new double[steps];
                int seasons = Math.min(MOST_SEASONS, known.length / season);
                for (int step = 0; step < steps; step++) {
                    for (int ago = 1; ago <= seasons; ago++) {
                        ahead[step] += known[known.length - ago * season + step % season] / seasons;
                    }
                }
                return ahead;
            };
        }

        @Override
        int leastValues(int season) {
            return 2 * season;
        }
    },
    /** A level that follows slowly. */
    SIMPLE_SMOOTHING {
        @Override
        Fitted fit(double[] values, int season) {
            return ExponentialSmoothing.simple(values)::forecast;
        }
    },
    /** A level and a trend that dies away. */
    HOLT_DAMPED {
        @Override
        Fitted fit(double[] values, int season) {
            return ExponentialSmoothing.dampedTrend(values)::forecast;
        }
    },
    /** A level, a trend that dies away, and a season. */
    HOLT_WINTERS {
        @Override
        Fitted fit(double[] values, int season) {
            return ExponentialSmoothing.seasonal(values, season)::forecast;
        }

        @Override
        int leastValues(int season) {
            return 2 * season + 1;
        }
    },
    /** A level, half of the trend since the beginning, and a season. */
    THETA {
        @Override
        Fitted fit(double[] values, int season) {
            return Theta.fit(values, season)::forecast;
        }
    },
    /** The mean of the same step in the last seasons, growing on by the factor by which those outgrew the ones before. */
    SEASONAL_GROWTH {
        @Override
        Fitted fit(double[] values, int season) {
            return (known, steps) -> {
                int seasons = Math.min(MOST_SEASONS, known.length / season / 2);
                double late = sum(known, 0, seasons * season);
                double early = sum(known, seasons * season, 2 * seasons * season);
                double growth = early <= 0 ? 1 : Math.clamp(Math.pow(late / early, 1.0 / seasons), 0.8, 1.25);
                double[] ahead = SEASONAL_MEAN.fit(values, season).forecast(known, steps);
                double middle = (Math.min(MOST_SEASONS, known.length / season) + 1) / 2.0;
                for (int step = 0; step < steps; step++) {
                    ahead[step] *= Math.pow(growth, middle + step / season);
                }
                return ahead;
            };
        }

        @Override
        int leastValues(int season) {
            return 2 * season;
        }
    };

    private static final int MOST_SEASONS = 4;

    /** Finds the parameters that describe the values best. */
    abstract Fitted fit(double[] values, int season);

    /** Of the values that are at least so far from the end, and less far than that. */
    private static double sum(double[] values, int from, int to) {
        return Arrays.stream(values, values.length - to, values.length - from).sum();
    }

    /** Below this it cannot be fitted. */
    int leastValues(int season) {
        return 2;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A model with its parameters found. */
    interface Fitted {
        /** Looks ahead from the end of these values, which begin where the fitted ones did and may be more of them. */
        double[] forecast(double[] known, int steps);
    }
}
