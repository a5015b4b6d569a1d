package org.llmops.guardrail.learning;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What a table of figures says about scores: recall by group at thresholds that harmless texts set. */
public final class Report {
    private static final List<Double> RATES = List.of(0.001, 0.005, 0.01, 0.05);

    private Report() {}

    /** Markdown: the share found of each group of positives, and falsely of each group of harmless ones. */
    public static String table(List<Example> examples, double[] scores, Function<Example, String> group) {
        double[] harmless = IntStream.range(0, scores.length)
                .filter(row -> !examples.get(row).positive())
                .mapToDouble(row -> scores[row])
                .sorted()
                .toArray();
        return table(
                examples,
                scores,
                group,
                RATES.stream()
                        .mapToDouble(rate -> Calibrating.threshold(harmless, rate))
                        .toArray());
    }

    /** Markdown: the same where the scores are shares of false alarms, as negative logarithms, that were set elsewhere. */
    public static String tableOfFalseAlarms(List<Example> examples, double[] scores, Function<Example, String> group) {
        return table(
                examples,
                scores,
                group,
                RATES.stream().mapToDouble(rate -> -Math.log(rate)).toArray());
    }

    private static String table(
            List<Example> examples, double[] scores, Function<Example, String> group, double[] thresholds) {
        StringBuilder table =
                new StringBuilder("| group | n | at 0.1 % | 0.5 % | 1 % | 5 % |\n|---|---|---|---|---|---|\n");
        Map<String, int[]> rows = new TreeMap<>();
        for (int row = 0; row < scores.length; row++) {
            String kind = examples.get(row).positive() ? "found: " : "false: ";
            for (String name : List.of(kind + "all", kind + group.apply(examples.get(row)))) {
                int[] counts = rows.computeIfAbsent(name, unknown -> new int[RATES.size() + 1]);
                counts[RATES.size()]++;
                for (int i = 0; i < thresholds.length; i++) {
                    counts[i] += scores[row] >= thresholds[i] ? 1 : 0;
                }
            }
        }
        rows.forEach((name, counts) -> {
            table.append("| ").append(name).append(" | ").append(counts[RATES.size()]);
            for (int i = 0; i < RATES.size(); i++) {
                table.append(String.format(Locale.ROOT, " | %.1f %%", 100.0 * counts[i] / counts[RATES.size()]));
            }
            table.append(" |\n");
        });
        return table.toString();
    }

    /** How often a text of the kind scores higher than one that is not: the area under the ROC curve. */
    public static double area(List<Example> examples, double[] scores) {
        Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Double.compare(scores[a], scores[b]));
        double area = 0;
        long positives = 0;
        long harmless = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            long tied = 0;
            long tiedHarmless = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                if (examples.get(order[to]).positive()) {
                    tied++;
                } else {
                    tiedHarmless++;
                }
                to++;
            }
            area += tied * (harmless + tiedHarmless / 2.0);
            positives += tied;
            harmless += tiedHarmless;
            from = to;
        }
        return positives == 0 || harmless == 0 ? Double.NaN : area / positives / harmless;
    }
}
