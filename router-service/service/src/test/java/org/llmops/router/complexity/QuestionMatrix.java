package org.llmops.router.complexity;

import java.util.List;

/** All questions as the scorer sees them: their n-grams, their lengths, and how alike each two are. */
final class QuestionMatrix {
    /** An n-gram that fewer questions share is kept out: it would be learnt by heart. */
    private static final int LEAST_QUESTIONS = 5;
    /** How much lengths count beside n-grams. */
    private static final double LENGTH_WEIGHT = 0.05;

    private final int[][] buckets;
    private final float[][] weights;
    private final double[][] lengths;
    private final double[] lengthMeans = new double[2];
    private final double[] lengthDeviations = new double[2];

    QuestionMatrix(List<LabelledQuestion> questions) {
        int n = questions.size();
        buckets = new int[n][];
        weights = new float[n][];
        lengths = new double[n][2];
        PromptFeatures features = new PromptFeatures();
        int[] sharedBy = new int[PromptFeatures.BUCKETS];
        for (int q = 0; q < n; q++) {
            features.read(questions.get(q).prompt());
            buckets[q] = new int[features.size()];
            weights[q] = new float[features.size()];
            for (int i = 0; i < features.size(); i++) {
                buckets[q][i] = features.bucket(i);
                weights[q][i] = features.weight(i) / features.norm();
                sharedBy[features.bucket(i)]++;
            }
            lengths[q] = new double[] {features.logCharacters(), features.logWords()};
        }
        for (int q = 0; q < n; q++) {
            for (int i = 0; i < buckets[q].length; i++) {
                weights[q][i] = sharedBy[buckets[q][i]] < LEAST_QUESTIONS ? 0 : weights[q][i];
            }
        }
        for (int which = 0; which < 2; which++) {
            double sum = 0;
            double squares = 0;
            for (double[] length : lengths) {
                sum += length[which];
                squares += length[which] * length[which];
            }
            lengthMeans[which] = sum / n;
            lengthDeviations[which] = Math.sqrt(squares / n - lengthMeans[which] * lengthMeans[which]);
        }
    }

    /** The inner product of each two questions. */
    double[][] products() {
        int n = buckets.length;
        double[][] products = new double[n][n];
        float[] dense = new float[PromptFeatures.BUCKETS];
        for (int a = 0; a < n; a++) {
            for (int i = 0; i < buckets[a].length; i++) {
                dense[buckets[a][i]] = weights[a][i];
            }
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int i = 0; i < buckets[b].length; i++) {
                    sum += dense[buckets[b][i]] * weights[b][i];
                }
                for (int which = 0; which < 2; which++) {
                    sum += LENGTH_WEIGHT * standard(a, which) * standard(b, which);
                }
                products[a][b] = sum;
                products[b][a] = sum;
            }
            for (int bucket : buckets[a]) {
                dense[bucket] = 0;
            }
        }
        return products;
    }

    private double standard(int question, int which) {
        return (lengths[question][which] - lengthMeans[which]) / lengthDeviations[which];
    }

    /** The model that predicts what this regression, trained on all questions, predicts. */
    ComplexityWeights weights(Ridge ridge, Calibration calibration, double slope, double offset) {
        double[] primal = new double[PromptFeatures.BUCKETS];
        double[] ofLengths = new double[2];
        for (int q = 0; q < buckets.length; q++) {
            for (int i = 0; i < buckets[q].length; i++) {
                primal[buckets[q][i]] += ridge.dual(q) * weights[q][i];
            }
            for (int which = 0; which < 2; which++) {
                ofLengths[which] += ridge.dual(q) * LENGTH_WEIGHT * standard(q, which) / lengthDeviations[which];
            }
        }
        double greatest = 0;
        for (double weight : primal) {
            greatest = Math.max(greatest, Math.abs(weight));
        }
        double scale = greatest / Byte.MAX_VALUE;
        byte[] quantised = new byte[PromptFeatures.BUCKETS];
        for (int i = 0; i < quantised.length; i++) {
            quantised[i] = (byte) Math.round(primal[i] / scale);
        }
        double bias = ridge.mean() - ofLengths[0] * lengthMeans[0] - ofLengths[1] * lengthMeans[1];
        return new ComplexityWeights(
                calibration,
                (float) slope,
                (float) offset,
                (float) bias,
                (float) scale,
                new float[] {(float) ofLengths[0], (float) ofLengths[1]},
                extremes(Math::min),
                extremes(Math::max),
                quantised);
    }

    private float[] extremes(java.util.function.DoubleBinaryOperator better) {
        double[] found = lengths[0].clone();
        for (double[] length : lengths) {
            found[0] = better.applyAsDouble(found[0], length[0]);
            found[1] = better.applyAsDouble(found[1], length[1]);
        }
        return new float[] {(float) found[0], (float) found[1]};
    }
}
