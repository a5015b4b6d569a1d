package org.llmops.router.complexity;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Scores every question by a model that has not seen it; how strongly that model is held back is chosen without it too. */
final class CrossValidation {
    static final double[] LAMBDAS = {1, 3, 10, 30};
    private static final int OUTER = 5;
    private static final int INNER = 4;

    private final double[][] products;
    private final double[] labels;

    CrossValidation(double[][] products, double[] labels) {
        this.products = products;
        this.labels = labels;
    }

    /** One score for each question; the seed decides which are left out together. */
    double[] scores(long seed) {
        int[] all = IntStream.range(0, labels.length).toArray();
        double[] scores = new double[labels.length];
        for (int[] left : folds(all, OUTER, new Random(seed))) {
            int[] rest = without(all, left);
            Ridge ridge = Ridge.fit(products, labels, rest, bestLambda(rest, seed));
            for (int question : left) {
                scores[question] = ridge.predict(products, question);
            }
        }
        return scores;
    }

    /** The one with the least squared error on questions left out of these. */
    double bestLambda(int[] questions, long seed) {
        List<int[]> folds = folds(questions, INNER, new Random(seed + 1));
        double best = LAMBDAS[0];
        double least = Double.POSITIVE_INFINITY;
        for (double lambda : LAMBDAS) {
            double error = 0;
            for (int[] left : folds) {
                Ridge ridge = Ridge.fit(products, labels, without(questions, left), lambda);
                for (int question : left) {
                    error += Math.pow(ridge.predict(products, question) - labels[question], 2);
                }
            }
            best = error < least ? lambda : best;
            least = Math.min(error, least);
        }
        return best;
    }

    private static List<int[]> folds(int[] questions, int count, Random random) {
        int[] mixed = questions.clone();
        for (int i = mixed.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = mixed[i];
            mixed[i] = mixed[j];
            mixed[j] = kept;
        }
        List<int[]> folds = new ArrayList<>();
        for (int fold = 0; fold < count; fold++) {
            int which = fold;
            folds.add(IntStream.range(0, mixed.length)
                    .filter(i -> i % count == which)
                    .map(i -> mixed[i])
                    .toArray());
        }
        return folds;
    }

    private int[] without(int[] questions, int[] left) {
        boolean[] out = new boolean[labels.length];
        for (int question : left) {
            out[question] = true;
        }
        return IntStream.of(questions).filter(question -> !out[question]).toArray();
    }
}
