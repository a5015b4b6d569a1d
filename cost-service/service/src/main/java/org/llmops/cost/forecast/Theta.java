package org.llmops.cost.forecast;

/**
 * The theta method: simple exponential smoothing with half of the linear trend added. Assimakopoulos and Nikolopoulos,
 * The theta model, International Journal of Forecasting 16 (2000); in the form of Hyndman and Billah, Unmasking the Theta
 * method, ibid. 19 (2003), equation 13.
 */
record Theta(ExponentialSmoothing smoothing, double slope, double[] season) {
    Theta {
        season = season.clone();
    }

    /** @param length of a season, which is taken out first when there are at least two of them in the values */
    static Theta fit(double[] values, int length) {
        double[] season = values.length >= 2 * length ? Seasonality.additive(values, length) : new double[0];
        double[] adjusted = without(values, season);
        return new Theta(ExponentialSmoothing.simple(adjusted), slope(adjusted), season);
    }

    double[] forecast(double[] values, int steps) {
        double[] ahead = smoothing.forecast(without(values, season), steps);
        double alpha = Math.max(smoothing.alpha(), 1e-3);
        double settled = (1 - Math.pow(1 - alpha, values.length)) / alpha;
        for (int step = 0; step < steps; step++) {
            ahead[step] += slope / 2 * (step + settled);
            ahead[step] += season.length == 0 ? 0 : season[(values.length + step) % season.length];
        }
        return ahead;
    }

    private static double[] without(double[] values, double[] season) {
        double[] adjusted = values.clone();
        for (int at = 0; at < adjusted.length && season.length > 0; at++) {
            adjusted[at] -= season[at % season.length];
        }
        return adjusted;
    }

    /** Least squares. */
    private static double slope(double[] values) {
        int count = values.length;
        if (count < 2) {
            return 0;
        }
        double centre = (count - 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int at = 0; at < count; at++) {
            products += (at - centre) * values[at];
            squares += (at - centre) * (at - centre);
        }
        return products / squares;
    }
}
