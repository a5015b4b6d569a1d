package org.llmops.guardrail.learning;

import java.util.List;

/**
 * What the log-odds of a model mean among the texts of one band: a logistic curve for the chance (J. Platt,
 * "Probabilistic Outputs for Support Vector Machines", 1999), and how many harmless texts reach which score.
 *
 * @param thresholds the log-odds that the share {@link #RATES} of harmless texts reach, descending
 */
record Calibration(double slope, double offset, List<Double> thresholds) {
    /** Shares of harmless texts, ascending. */
    static final List<Double> RATES = List.of(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5);

    Calibration {
        thresholds = List.copyOf(thresholds);
        if (thresholds.size() != RATES.size()) {
            throw new IllegalArgumentException("There is one threshold for each rate");
        }
        for (int i = 1; i < thresholds.size(); i++) {
            if (thresholds.get(i) > thresholds.get(i - 1)) {
                throw new IllegalArgumentException("Fewer harmless texts reach a higher score");
            }
        }
    }

    double chance(double logOdds) {
        return 1 / (1 + Math.exp(-(slope * logOdds + offset)));
    }

    /** The share of harmless texts that score at least so much; between two measured ones by their logarithm. */
    double falsePositives(double logOdds) {
        if (logOdds >= thresholds.getFirst()) {
            // Beyond what was measured the tail is taken to fall as fast as it did before.
            double drop = Math.max(1e-6, thresholds.getFirst() - thresholds.get(3));
            double decay = Math.log(RATES.get(3) / RATES.getFirst()) / drop;
            return RATES.getFirst() * Math.exp(-decay * (logOdds - thresholds.getFirst()));
        }
        for (int i = 1; i < thresholds.size(); i++) {
            double lower = thresholds.get(i);
            if (logOdds >= lower) {
                double width = thresholds.get(i - 1) - lower;
                double share = width == 0 ? 1 : (logOdds - lower) / width;
                return RATES.get(i) * Math.pow(RATES.get(i - 1) / RATES.get(i), share);
            }
        }
        return 1;
    }
}
