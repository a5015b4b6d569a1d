package org.llmops.guardrail.learning;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Scores each example by weights that never saw its source: small sources that belong together are left out together, so
 * that what is measured is how well a model does on what it does not know.
 */
final class Validation {
    private static final int FOLDS = 5;

    private Validation() {}

    /**
     * One score for each row of the matrix.
     *
     * @param family what is left out together
     */
    static double[] scores(Matrix matrix, LogisticRegression regression, Function<Example, String> family) {
        double[] scores = new double[matrix.size()];
        Arrays.fill(scores, Double.NaN);
        boolean single = matrix.examples.stream().map(family).distinct().count() == 1;
        Function<Example, String> fold = single ? Validation::anyFold : family;
        for (String left : matrix.examples.stream().map(fold).distinct().toList()) {
            List<Integer> rest = matrix.rows(
                    example -> example.training() && !fold.apply(example).equals(left));
            float[] weights = regression.fit(matrix, rest, 1);
            for (int row : matrix.rows(example -> fold.apply(example).equals(left))) {
                scores[row] = LogisticRegression.score(matrix, row, weights);
            }
        }
        return scores;
    }

    /** Of a single source nothing else can be left out; the figures are then too good for texts from elsewhere. */
    private static String anyFold(Example example) {
        return "fold " + Math.floorMod(example.text().hashCode(), FOLDS);
    }
}
