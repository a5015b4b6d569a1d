package org.llmops.guardrail.learning;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Turns scores of left-out examples into calibrations: one for each band with examples enough, or else that of all. */
final class Calibrating {
    private static final int ENOUGH_HARMLESS = 400;
    private static final int ENOUGH_OF_KIND = 50;

    private Calibrating() {}

    /**
     * @param which the examples that count
     * @param caution by what the share of harmless texts is divided before a threshold is set for it
     */
    static Map<Band, Calibration> of(Matrix matrix, double[] scores, Predicate<Example> which, double caution) {
        int[] counted = IntStream.range(0, scores.length)
                .filter(row -> which.test(matrix.examples.get(row)))
                .toArray();
        Calibration ofAll = fit(matrix, scores, counted, caution);
        Map<Band, Calibration> calibrations = new EnumMap<>(Band.class);
        for (Band band : Band.values()) {
            int[] rows = IntStream.of(counted)
                    .filter(row -> matrix.bands[row] == band)
                    .toArray();
            long positive = IntStream.of(rows)
                    .filter(row -> matrix.examples.get(row).positive())
                    .count();
            boolean enough = positive >= ENOUGH_OF_KIND && rows.length - positive >= ENOUGH_HARMLESS;
            calibrations.put(band, enough ? fit(matrix, scores, rows, caution) : ofAll);
        }
        return calibrations;
    }

    private static Calibration fit(Matrix matrix, double[] scores, int[] rows, double caution) {
        double[] harmless = IntStream.of(rows)
                .filter(row -> !matrix.examples.get(row).positive())
                .mapToDouble(row -> scores[row])
                .sorted()
                .toArray();
        List<Double> thresholds = new ArrayList<>();
        for (double rate : Calibration.RATES) {
            thresholds.add(threshold(harmless, rate / caution));
        }
        double[] curve = curve(matrix, scores, rows);
        return new Calibration(curve[0], curve[1], thresholds);
    }

    /** The score that at most this share of harmless texts reach. */
    static double threshold(double[] ascending, double rate) {
        if (ascending.length == 0) {
            return 0;
        }
        int above = (int) Math.floor(rate * ascending.length);
        int index = Math.clamp(ascending.length - 1L - above, 0, ascending.length - 1);
        return ascending[index] + 1e-6;
    }

    /** Slope and offset of a logistic curve through the scores by Newton's method, both classes weighing the same. */
    private static double[] curve(Matrix matrix, double[] scores, int[] rows) {
        double positive = IntStream.of(rows)
                .filter(row -> matrix.examples.get(row).positive())
                .count();
        double slope = 1;
        double offset = 0;
        for (int step = 0; step < 30; step++) {
            double gs = -1e-3 * (slope - 1);
            double go = 0;
            double ss = 1e-3;
            double so = 0;
            double oo = 1e-9;
            for (int row : rows) {
                boolean is = matrix.examples.get(row).positive();
                double weight = is ? 0.5 / positive : 0.5 / (rows.length - positive);
                double chance = 1 / (1 + Math.exp(-(slope * scores[row] + offset)));
                double error = weight * ((is ? 1 : 0) - chance);
                double bend = weight * chance * (1 - chance);
                gs += error * scores[row];
                go += error;
                ss += bend * scores[row] * scores[row];
                so += bend * scores[row];
                oo += bend;
            }
            double determinant = ss * oo - so * so;
            slope += Math.clamp((oo * gs - so * go) / determinant, -1, 1);
            offset += Math.clamp((ss * go - so * gs) / determinant, -1, 1);
        }
        return new double[] {Math.max(slope, 0.05), offset};
    }
}
