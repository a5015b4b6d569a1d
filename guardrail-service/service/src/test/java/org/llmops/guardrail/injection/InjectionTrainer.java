package org.llmops.guardrail.injection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.learning.Example;
import org.llmops.guardrail.learning.LogisticRegression;
import org.llmops.guardrail.learning.Report;
import org.llmops.guardrail.learning.Trainer;
import org.llmops.guardrail.learning.Training;

/**
 * Trains the model of the detector {@code injection} and writes their card: {@code java … InjectionTrainer FOLDER OUT},
 * where the folder is that of the shared data and {@code OUT} that of the resources. All figures are those of the detector
 * as it runs, passage by passage, with weights that never saw the source of a text.
 */
final class InjectionTrainer {
    private static final String VERSION = "1";

    /**
     * The words of a set of attacks are half as good on another set, and rules are written to be right: chosen by the
     * recall on left-out sources.
     */
    private static final LogisticRegression REGRESSION = new LogisticRegression(0.3, 0.4, 2, 3, 0.5, 1);

    private static final List<Double> SENSITIVITIES = List.of(0.001, 0.005, 0.01, 0.05);

    private InjectionTrainer() {}

    public static void main(String[] arguments) throws IOException {
        Corpus corpus = new Corpus(Path.of(arguments[0]));
        Path out = Path.of(arguments[1]);
        Observer observer = new Observer(Observer.languages());
        List<Example> userTexts = corpus.user();
        Training user = Training.of("user-" + VERSION, Corpus.windows(userTexts, observer), Corpus::family, REGRESSION);
        Trainer.save(user, out.resolve("user.weights"));
        String card = "## What users write\n\n"
                + user.card().lines().findFirst().orElse("")
                + "\n\n"
                + figures(userTexts, user, observer);
        Files.writeString(out.resolve("figures.md"), card);
        System.out.println(card);
    }

    private static String figures(List<Example> texts, Training user, Observer observer) {
        double[] scores = texts.stream()
                .mapToDouble(text -> -Math.log(falseAlarms(text, user, observer)))
                .toArray();
        StringBuilder figures = new StringBuilder("Whole texts; thresholds set on the harmless ones among them:\n\n");
        figures.append(Report.table(texts, scores, Example::source));
        List<Integer> found = IntStream.range(0, scores.length)
                .filter(i -> !texts.get(i).source().startsWith(OrdinaryTexts.PREFIX))
                .boxed()
                .toList();
        if (found.size() < scores.length) {
            figures.append("\nWithout the generated harmless texts, which resemble attacks more than real ones do:\n\n")
                    .append(Report.table(
                            found.stream().map(texts::get).toList(),
                            found.stream().mapToDouble(i -> scores[i]).toArray(),
                            text -> text.positive() ? "attacks" : "real"));
        }
        figures.append("\nBy language:\n\n").append(Report.table(texts, scores, language()));
        figures.append("\nShare of harmless texts that are reported at a given `sensitivity`:");
        for (double sensitivity : SENSITIVITIES) {
            long harmless = texts.stream().filter(text -> !text.positive()).count();
            int reported = 0;
            for (int i = 0; i < scores.length; i++) {
                reported += !texts.get(i).positive() && scores[i] >= -Math.log(sensitivity) ? 1 : 0;
            }
            figures.append(String.format(Locale.ROOT, " %s: %.2f %%;", sensitivity, 100.0 * reported / harmless));
        }
        figures.append("\n\nCompared with simpler means:\n\n| | area under the ROC curve |\n|---|---|\n");
        figures.append(String.format(Locale.ROOT, "| detector | %.3f |%n", Report.area(texts, scores)));
        figures.append(String.format(
                Locale.ROOT,
                "| list of ten keywords | %.3f |%n",
                Report.area(texts, scores(texts, InjectionTrainer::keywords))));
        figures.append(String.format(
                Locale.ROOT, "| length | %.3f |%n", Report.area(texts, scores(texts, text -> text.length() + 0.0))));
        return figures.toString();
    }

    private static double falseAlarms(Example text, Training user, Observer observer) {
        InjectionModels models = new InjectionModels(user.unknowing(text), user.model());
        InjectionDetector detector = new InjectionDetector(models, observer, 1, Set.of(AttackKind.values()));
        double least = 1;
        for (Passage passage : Passages.of(text.text())) {
            if (!passage.text().isBlank()) {
                least = Math.min(least, detector.suspicion(false, passage).falseAlarms());
            }
        }
        return least;
    }

    private static Function<Example, String> language() {
        return text -> text.group().substring(0, text.group().lastIndexOf(' '));
    }

    private static double[] scores(List<Example> texts, Function<String, Double> score) {
        return texts.stream().mapToDouble(text -> score.apply(text.text())).toArray();
    }

    private static double keywords(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return List.of(
                        "ignore",
                        "previous instructions",
                        "system prompt",
                        "jailbreak",
                        "pretend",
                        "act as",
                        "disregard",
                        "bypass",
                        "override",
                        "no restrictions")
                .stream()
                .filter(lower::contains)
                .count();
    }
}
