package org.llmops.guardrail.learning;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * One model from examples: weights from all of them, calibration and figures from scores that each example got from
 * weights that never saw its source.
 */
public final class Training {
    private final Matrix matrix;
    private final Validation.Folds folds;
    private final double[] leftOut;
    private final Sides sides;
    private final ModelWeights weights;
    private final Map<String, Map<Band, Calibration>> bySide = new HashMap<>();
    private final Map<String, LinearModel> models = new HashMap<>();

    private Training(Matrix matrix, Validation.Folds folds, Sides sides, ModelWeights weights) {
        this.matrix = matrix;
        this.folds = folds;
        this.leftOut = folds.scores(matrix);
        this.sides = sides;
        this.weights = weights;
    }

    /** @param family what is left out of a training together, such as the source */
    public static Training of(String version, List<Example> examples, Function<Example, String> family) {
        return of(version, examples, family, LogisticRegression.DEFAULT);
    }

    public static Training of(
            String version, List<Example> examples, Function<Example, String> family, LogisticRegression regression) {
        return of(version, examples, family, regression, Sides.ONE);
    }

    public static Training of(
            String version,
            List<Example> examples,
            Function<Example, String> family,
            LogisticRegression regression,
            Sides sides) {
        Matrix matrix = new Matrix(examples);
        Validation.Folds folds = Validation.folds(matrix, regression, family);
        float[] fitted = regression.fit(matrix, matrix.rows(Example::training), 1);
        Map<Band, Calibration> calibrations =
                Calibrating.of(matrix, folds.scores(matrix), sides.counting(), sides.caution());
        return new Training(matrix, folds, sides, weights(version, matrix, fitted, calibrations));
    }

    /**
     * A model that has not seen what was left out together with this example, with thresholds that the harmless texts of
     * the other side have set.
     */
    public LinearModel unknowing(Example example) {
        String fold = folds.fold().apply(example);
        String side = sides.side().apply(example);
        return models.computeIfAbsent(fold + "/" + side, key -> {
            Map<Band, Calibration> ofOthers = bySide.computeIfAbsent(
                    side, own -> Calibrating.of(matrix, leftOut, sides.othersThan(own), sides.caution()));
            float[] fitted = Objects.requireNonNull(folds.weights().get(fold));
            return new LinearModel(weights(weights.version(), matrix, fitted, ofOthers));
        });
    }

    /** In the order of the examples. */
    public double[] leftOutScores() {
        return leftOut.clone();
    }

    public LinearModel model() {
        return new LinearModel(weights);
    }

    ModelWeights weights() {
        return weights;
    }

    /** Markdown: what the figures are on sources that a model has not seen. */
    public String card() {
        long positive = matrix.examples.stream().filter(Example::positive).count();
        int used = 0;
        for (byte weight : weights.buckets()) {
            used += weight == 0 ? 0 : 1;
        }
        StringBuilder card = new StringBuilder();
        card.append(String.format(
                Locale.ROOT,
                "Version %s: %d examples, %d of the kind; %d of %d buckets weigh something. Area under the ROC curve, each "
                        + "example scored by weights that never saw its source: %.4f.%n%n",
                weights.version(),
                matrix.size(),
                positive,
                used,
                Features.BUCKETS,
                Report.area(matrix.examples, leftOut)));
        card.append("Recall at a fixed share of false positives, by source:\n\n")
                .append(Report.table(matrix.examples, leftOut, Example::source));
        if (!weights.signals().isEmpty()) {
            card.append("\nSignals and their weights: ");
            weights.signals().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(signal ->
                            card.append(String.format(Locale.ROOT, "%s %+.2f; ", signal.getKey(), signal.getValue())));
            card.append('\n');
        }
        return card.toString();
    }

    private static ModelWeights weights(
            String version, Matrix matrix, float[] fitted, Map<Band, Calibration> calibrations) {
        float most = 0;
        for (int bucket = 0; bucket < Features.BUCKETS; bucket++) {
            most = Math.max(most, Math.abs(fitted[bucket]));
        }
        float scale = most == 0 ? 1 : most / Byte.MAX_VALUE;
        byte[] buckets = new byte[Features.BUCKETS];
        for (int bucket = 0; bucket < Features.BUCKETS; bucket++) {
            buckets[bucket] = (byte) Math.round(fitted[bucket] / scale);
        }
        Map<String, Float> signals = new HashMap<>();
        matrix.signals.forEach((name, column) -> signals.put(name, fitted[column]));
        return new ModelWeights(version, fitted[fitted.length - 1], scale, buckets, signals, calibrations);
    }
}
