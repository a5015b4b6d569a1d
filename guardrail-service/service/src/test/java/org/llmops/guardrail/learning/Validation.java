package org.llmops.guardrail.learning;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Scores each example by weights that never saw its source: small sources that belong together are left out together, so
 * that what is measured is how well a model does on what it does not know.
 */
final class Validation {
    private static final int FOLDS = 5;

    private Validation() {}

    /** Weights that each leave one fold out. */
    record Folds(Function<Example, String> fold, Map<String, float[]> weights) {
        /** One score for each row of the matrix. */
        double[] scores(Matrix matrix) {
            double[] scores = new double[matrix.size()];
            for (int row = 0; row < scores.length; row++) {
                float[] unknowing = weights.get(fold.apply(matrix.examples.get(row)));
                scores[row] = LogisticRegression.score(matrix, row, unknowing);
            }
            return scores;
        }
    }

    /** @param family what is left out together */
    static Folds folds(Matrix matrix, LogisticRegression regression, Function<Example, String> family) {
        boolean single = matrix.examples.stream().map(family).distinct().count() == 1;
        Function<Example, String> fold = single ? Validation::anyFold : family;
        Map<String, float[]> weights = new HashMap<>();
        for (String left : matrix.examples.stream().map(fold).distinct().toList()) {
            List<Integer> rest = matrix.rows(
                    example -> example.training() && !fold.apply(example).equals(left));
            weights.put(left, regression.fit(matrix, rest, 1));
        }
        return new Folds(fold, weights);
    }

    /** Of a single source nothing else can be left out; the figures are then too good for texts from elsewhere. */
    private static String anyFold(Example example) {
        return "fold " + Math.floorMod(example.text().hashCode(), FOLDS);
    }
}
