package org.llmops.guardrail.injection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.llmops.guardrail.learning.Example;
import org.llmops.guardrail.learning.Report;

/** What is found of the poisoned texts at thresholds that one half of the harmless ones sets; false alarms are told of the other. */
final class DataFigures {
    static final double[] RATES = {0.001, 0.005, 0.01, 0.05};
    private static final List<String> KEYWORDS = List.of(
            "ignore",
            "previous instructions",
            "system prompt",
            "instruction",
            "assistant",
            "your answer",
            "your response",
            "do not tell",
            "password",
            "important");

    private final List<Poisoned> texts;
    private final double[] scores;
    private final double[] ofUserModel;

    DataFigures(List<Poisoned> texts, double[] scores, double[] ofUserModel) {
        this.texts = texts;
        this.scores = scores;
        this.ofUserModel = ofUserModel;
    }

    @Override
    public String toString() {
        StringBuilder figures = new StringBuilder();
        figures.append(
                        "Whole texts, each scored by weights that saw neither its documents nor its orders; thresholds from one")
                .append(" half of the harmless texts, false alarms of the other half.\n\n");
        table(
                figures,
                "the detector",
                scores,
                text -> text.source().startsWith("own") ? "written for the training: " + text.group() : text.group());
        figures.append("\nBy length of the text:\n\n");
        table(figures, "code points", scores, text -> length(text));
        figures.append("\nCompared with simpler means, over all texts:\n\n");
        head(figures, "");
        compare(figures, "detector", scores);
        compare(figures, "the model for users", ofUserModel);
        compare(
                figures,
                "ten keywords",
                texts.stream().mapToDouble(DataFigures::keywords).toArray());
        compare(
                figures,
                "length",
                texts.stream().mapToDouble(text -> text.text().length()).toArray());
        figures.append("\nShare of harmless texts that are reported at a given `sensitivity`:");
        for (double sensitivity : RATES) {
            long harmless = texts.stream().filter(text -> !text.isPoisoned()).count();
            long reported = count(i -> !texts.get(i).isPoisoned() && scores[i] >= -Math.log(sensitivity));
            figures.append(String.format(Locale.ROOT, " %s: %.2f %%;", sensitivity, 100.0 * reported / harmless));
        }
        return figures.append('\n').toString();
    }

    private static void head(StringBuilder figures, String group) {
        figures.append("| ")
                .append(group)
                .append(" | n | area | at 0.1 % | 0.5 % | 1 % | 5 % |\n|---|---|---|---|---|---|---|\n");
    }

    private void table(StringBuilder figures, String title, double[] scored, Function<Poisoned, String> group) {
        head(figures, title);
        double[] thresholds = thresholds(scored);
        Map<String, List<Integer>> rows = new TreeMap<>();
        for (int i = 0; i < scored.length; i++) {
            if (texts.get(i).isPoisoned() || !setsThresholds(i)) {
                String kind = texts.get(i).isPoisoned() ? "found: " : "false: ";
                rows.computeIfAbsent(kind + group.apply(texts.get(i)), unknown -> new ArrayList<>())
                        .add(i);
                rows.computeIfAbsent(kind + "all", unknown -> new ArrayList<>()).add(i);
            }
        }
        rows.forEach((name, members) -> row(figures, name, members, scored, thresholds));
    }

    private void compare(StringBuilder figures, String name, double[] scored) {
        List<Integer> poisoned = IntStream.range(0, scored.length)
                .filter(i -> texts.get(i).isPoisoned())
                .boxed()
                .toList();
        row(figures, name, poisoned, scored, thresholds(scored));
    }

    private void row(StringBuilder figures, String name, List<Integer> members, double[] scored, double[] thresholds) {
        boolean poisoned = texts.get(members.getFirst()).isPoisoned();
        String area = poisoned ? String.format(Locale.ROOT, "%.3f", area(members, scored)) : "";
        figures.append("| ")
                .append(name)
                .append(" | ")
                .append(members.size())
                .append(" | ")
                .append(area);
        for (double threshold : thresholds) {
            long above = members.stream().filter(i -> scored[i] >= threshold).count();
            figures.append(String.format(Locale.ROOT, " | %.1f %%", 100.0 * above / members.size()));
        }
        figures.append(" |\n");
    }

    private double area(List<Integer> poisoned, double[] scored) {
        List<Integer> all = new ArrayList<>(poisoned);
        for (int i = 0; i < scored.length; i++) {
            if (!texts.get(i).isPoisoned()) {
                all.add(i);
            }
        }
        List<Example> examples = all.stream()
                .map(i -> Example.of("", texts.get(i).isPoisoned(), "", ""))
                .toList();
        return Report.area(examples, all.stream().mapToDouble(i -> scored[i]).toArray());
    }

    private double[] thresholds(double[] scored) {
        double[] harmless = IntStream.range(0, scored.length)
                .filter(i -> !texts.get(i).isPoisoned() && setsThresholds(i))
                .mapToDouble(i -> scored[i])
                .sorted()
                .toArray();
        return Arrays.stream(RATES)
                .map(rate -> harmless[harmless.length - 1 - (int) (rate * harmless.length)] + 1e-6)
                .toArray();
    }

    private static boolean setsThresholds(int index) {
        return index % 2 == 0;
    }

    private long count(Predicate<Integer> which) {
        return IntStream.range(0, scores.length).boxed().filter(which).count();
    }

    private static String length(Poisoned text) {
        int length = text.text().length();
        return length < 200 ? "below 200" : length < 1000 ? "below 1000" : "from 1000";
    }

    private static double keywords(Poisoned text) {
        String lower = text.text().toLowerCase(Locale.ROOT);
        return KEYWORDS.stream().filter(lower::contains).count();
    }
}
