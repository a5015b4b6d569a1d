package org.llmops.router.complexity;

import java.util.Arrays;

/** Ridge regression over a matrix of inner products: cheap where there are more features than questions. */
final class Ridge {
    private final double[] dual;
    private final int[] trainedOn;
    private final double mean;

    private Ridge(double[] dual, int[] trainedOn, double mean) {
        this.dual = dual;
        this.trainedOn = trainedOn;
        this.mean = mean;
    }

    /** Solves (K + λI) a = y - mean by Cholesky's decomposition. */
    static Ridge fit(double[][] products, double[] labels, int[] trainOn, double lambda) {
        int n = trainOn.length;
        double mean =
                Arrays.stream(trainOn).mapToDouble(i -> labels[i]).average().orElseThrow();
        double[][] lower = new double[n][];
        for (int i = 0; i < n; i++) {
            lower[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double sum = products[trainOn[i]][trainOn[j]] + (i == j ? lambda : 0);
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
            }
        }
        double[] dual = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = labels[trainOn[i]] - mean;
            for (int k = 0; k < i; k++) {
                sum -= lower[i][k] * dual[k];
            }
            dual[i] = sum / lower[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = dual[i];
            for (int k = i + 1; k < n; k++) {
                sum -= lower[k][i] * dual[k];
            }
            dual[i] = sum / lower[i][i];
        }
        return new Ridge(dual, trainOn, mean);
    }

    double predict(double[][] products, int question) {
        double sum = mean;
        for (int i = 0; i < dual.length; i++) {
            sum += dual[i] * products[question][trainedOn[i]];
        }
        return sum;
    }

    double mean() {
        return mean;
    }

    /** How much each question of the training counts. */
    double dual(int i) {
        return dual[i];
    }
}
