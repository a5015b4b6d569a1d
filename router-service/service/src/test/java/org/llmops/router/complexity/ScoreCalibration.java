package org.llmops.router.complexity;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Turns scores of left-out questions into chances, and finds where they tell questions apart (J. Platt, "Probabilistic
 * Outputs for Support Vector Machines", 1999: a logistic curve through the scores).
 */
final class ScoreCalibration {
    private static final int TENTHS = 10;
    /** One-sided 95 %: less certain differences from the average are none. */
    private static final double CERTAIN = 1.645;

    private final List<LabelledQuestion> questions;
    private final double[] scores;
    private double slope;
    private double offset;

    ScoreCalibration(List<LabelledQuestion> questions, double[] scores) {
        this.questions = questions;
        this.scores = scores;
        fit();
    }

    /** Newton's method on the two parameters of the curve. */
    private void fit() {
        for (int step = 0; step < 50; step++) {
            double[] gradient = new double[2];
            double[] curvature = {1e-9, 0, 1e-9};
            for (int i = 0; i < scores.length; i++) {
                double error = (questions.get(i).gain() == 1 ? 1 : 0) - chance(scores[i]);
                double weight = chance(scores[i]) * (1 - chance(scores[i]));
                gradient[0] += error * scores[i];
                gradient[1] += error;
                curvature[0] += weight * scores[i] * scores[i];
                curvature[1] += weight * scores[i];
                curvature[2] += weight;
            }
            double determinant = curvature[0] * curvature[2] - curvature[1] * curvature[1];
            slope += (curvature[2] * gradient[0] - curvature[1] * gradient[1]) / determinant;
            offset += (curvature[0] * gradient[1] - curvature[1] * gradient[0]) / determinant;
        }
    }

    double slope() {
        return slope;
    }

    double offset() {
        return offset;
    }

    double chance(double score) {
        return 1 / (1 + Math.exp(-(slope * score + offset)));
    }

    /** The lines between easy, unknown and hard, and the threshold that sends this share to the strong model. */
    Calibration lines(String version, double strongShare) {
        int[][] tenths = tenths();
        double average = average(IntStream.range(0, scores.length).toArray());
        int easy = 0;
        while (easy < TENTHS && average(tenths[easy]) + CERTAIN * standardError(tenths[easy]) < average) {
            easy++;
        }
        int hard = TENTHS;
        while (hard > easy && average(tenths[hard - 1]) - CERTAIN * standardError(tenths[hard - 1]) > average) {
            hard--;
        }
        double[] ascending = IntStream.range(0, scores.length)
                .mapToDouble(i -> chance(scores[i]))
                .sorted()
                .toArray();
        return new Calibration(
                version,
                ascending[(int) Math.floor((1 - strongShare) * (ascending.length - 1))],
                easy == 0 ? 0 : chance(scores[tenths[easy - 1][tenths[easy - 1].length - 1]]),
                hard == TENTHS ? 1 : chance(scores[tenths[hard][0]]));
    }

    /** From the least scores to the greatest: the mean chance, and what the strong model really gained. */
    String table() {
        StringBuilder table = new StringBuilder("tenth  chance  gains  mean gain  ± se\n");
        int[][] tenths = tenths();
        for (int t = 0; t < TENTHS; t++) {
            table.append(String.format(
                    Locale.ROOT,
                    "%5d  %.3f   %.3f  %+.3f     %.3f%n",
                    t + 1,
                    IntStream.of(tenths[t])
                            .mapToDouble(i -> chance(scores[i]))
                            .average()
                            .orElseThrow(),
                    IntStream.of(tenths[t])
                            .mapToDouble(i -> questions.get(i).gain() == 1 ? 1 : 0)
                            .average()
                            .orElseThrow(),
                    average(tenths[t]),
                    standardError(tenths[t])));
        }
        return table.toString();
    }

    private int[][] tenths() {
        int[] ascending = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        return IntStream.range(0, TENTHS)
                .mapToObj(t -> IntStream.range(t * ascending.length / TENTHS, (t + 1) * ascending.length / TENTHS)
                        .map(i -> ascending[i])
                        .toArray())
                .toArray(int[][]::new);
    }

    private double average(int[] some) {
        return IntStream.of(some)
                .mapToDouble(i -> questions.get(i).gain())
                .average()
                .orElseThrow();
    }

    private double standardError(int[] some) {
        double mean = average(some);
        return Math.sqrt(IntStream.of(some)
                        .mapToDouble(i -> Math.pow(questions.get(i).gain() - mean, 2))
                        .sum()
                / (some.length - 1.0)
                / some.length);
    }
}
