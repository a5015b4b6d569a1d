package org.llmops.guardrail.learning;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Fits a logistic regression with L1 and L2 by FTRL-proximal (H. B. McMahan et al., "Ad Click Prediction: a View from the
 * Trenches", KDD 2013, algorithm 1). Both classes weigh the same, and within a class each source by the root of its size:
 * a large one shall not drown the others, a tiny one not rule.
 *
 * @param rate the paper's alpha
 * @param lasso L1, holds back rare features
 * @param ridge L2
 * @param words what the weights of n-grams are cut down to in the end: below one where the sources to come will use other
 *     words, while signals mean the same everywhere
 * @param prior what each signal but the hints is taken to weigh before anything is learned, in log-odds
 */
public record LogisticRegression(double rate, double lasso, double ridge, int epochs, double words, double prior) {
    public static final LogisticRegression DEFAULT = new LogisticRegression(0.3, 0.4, 2, 4, 1, 0);

    private static final double BETA = 1;

    /** Weights of all columns; the last is the bias. */
    float[] fit(Matrix matrix, List<Integer> rows, long seed) {
        int width = matrix.width();
        double[] z = new double[width + 1];
        double[] n = new double[width + 1];
        float[] w = new float[width + 1];
        Map<Integer, Double> importance = importance(matrix, rows);
        Random random = new Random(seed);
        List<Integer> order = new java.util.ArrayList<>(rows);
        for (int epoch = 0; epoch < epochs; epoch++) {
            Collections.shuffle(order, random);
            for (int row : order) {
                int[] columns = matrix.columns[row];
                float[] values = matrix.values[row];
                double sum = w[width] + prior * matrix.rules(row);
                for (int i = 0; i < columns.length; i++) {
                    sum += w[columns[i]] * values[i];
                }
                double chance = 1 / (1 + Math.exp(-sum));
                double error = (chance - (matrix.examples.get(row).positive() ? 1 : 0)) * importance.get(row);
                for (int i = 0; i < columns.length; i++) {
                    step(z, n, w, columns[i], error * values[i], columns[i] < Features.BUCKETS ? lasso : 0);
                }
                step(z, n, w, width, error, 0);
            }
        }
        for (int column = 0; column < width; column++) {
            w[column] = (float) (column < Features.BUCKETS ? words * w[column] : w[column]);
        }
        if (prior != 0) {
            matrix.signals.forEach((name, column) -> w[column] += Matrix.isRule(name) ? (float) prior : 0);
        }
        return w;
    }

    private void step(double[] z, double[] n, float[] w, int column, double gradient, double lasso) {
        double squares = n[column] + gradient * gradient;
        double sigma = (Math.sqrt(squares) - Math.sqrt(n[column])) / rate;
        z[column] += gradient - sigma * w[column];
        n[column] = squares;
        w[column] = Math.abs(z[column]) <= lasso
                ? 0
                : (float)
                        (-(z[column] - Math.signum(z[column]) * lasso) / ((BETA + Math.sqrt(squares)) / rate + ridge));
    }

    /** Averages one. */
    private static Map<Integer, Double> importance(Matrix matrix, List<Integer> rows) {
        Map<String, Integer> sizes = new HashMap<>();
        for (int row : rows) {
            sizes.merge(key(matrix.examples.get(row)), 1, Integer::sum);
        }
        double[] totals = new double[2];
        sizes.forEach((key, size) -> totals[key.charAt(0) - '0'] += Math.sqrt(size));
        Map<Integer, Double> importance = new HashMap<>();
        for (int row : rows) {
            Example example = matrix.examples.get(row);
            double share = 1 / Math.sqrt(sizes.get(key(example))) / totals[example.positive() ? 1 : 0];
            importance.put(row, share * rows.size() / 2);
        }
        return importance;
    }

    private static String key(Example example) {
        return (example.positive() ? "1" : "0") + example.source();
    }

    static double score(Matrix matrix, int row, float[] w) {
        double sum = w[w.length - 1];
        for (int i = 0; i < matrix.columns[row].length; i++) {
            int column = matrix.columns[row][i];
            if (column < w.length - 1) {
                sum += w[column] * matrix.values[row][i];
            }
        }
        return sum;
    }
}
