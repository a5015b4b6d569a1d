package org.llmops.guardrail.learning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The features of all examples, read once for all trainings on them; signals have columns behind the buckets. */
final class Matrix {
    final List<Example> examples;
    final int[][] columns;
    final float[][] values;
    final Band[] bands;
    final Map<String, Integer> signals = new LinkedHashMap<>();

    Matrix(List<Example> examples) {
        this.examples = List.copyOf(examples);
        int n = examples.size();
        columns = new int[n][];
        values = new float[n][];
        bands = new Band[n];
        Features features = new Features();
        for (int row = 0; row < n; row++) {
            Example example = examples.get(row);
            features.read(example.text());
            List<String> known = example.signals();
            int size = features.size();
            columns[row] = new int[size + known.size()];
            values[row] = new float[size + known.size()];
            bands[row] = features.band();
            for (int i = 0; i < size; i++) {
                columns[row][i] = features.bucket(i);
                values[row][i] = features.value(i);
            }
            for (int i = 0; i < known.size(); i++) {
                columns[row][size + i] =
                        signals.computeIfAbsent(known.get(i), name -> Features.BUCKETS + signals.size());
                values[row][size + i] = 1;
            }
        }
    }

    /** How many signals a row has that are not mere hints. */
    int rules(int row) {
        return (int) examples.get(row).signals().stream().filter(Matrix::isRule).count();
    }

    static boolean isRule(String signal) {
        return !signal.startsWith(LinearModel.HINT);
    }

    int size() {
        return columns.length;
    }

    int width() {
        return Features.BUCKETS + signals.size();
    }

    List<Integer> rows(java.util.function.Predicate<Example> which) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < size(); row++) {
            if (which.test(examples.get(row))) {
                rows.add(row);
            }
        }
        return rows;
    }
}
