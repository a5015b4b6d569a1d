package org.llmops.guardrail.injection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.learning.Example;
import org.llmops.guardrail.learning.LogisticRegression;
import org.llmops.guardrail.learning.Report;
import org.llmops.guardrail.learning.Sides;
import org.llmops.guardrail.learning.Trainer;
import org.llmops.guardrail.learning.Training;

/**
 * Trains the model for what users write and writes its figures: {@code java … InjectionTrainer FOLDER OUT}, where the folder
 * is that of the shared data and {@code OUT} that of the resources. All figures are those of the detector as it runs, passage
 * by passage, with weights that never saw the source of a text and thresholds that its side of the harmless sources had no
 * part in.
 */
final class InjectionTrainer {
    private static final String VERSION = "user-4";

    /**
     * The words of a set of attacks are a third as good on another set, and rules are written to be right: chosen by the
     * recall on left-out sources.
     */
    private static final LogisticRegression REGRESSION = new LogisticRegression(0.3, 0.4, 2, 3, 0.3, 1);

    /** Half of the families of harmless texts: the others make up the other side. */
    private static final Set<String> FIRST_SIDE = Set.of("banking77", "flan", "hh", "oasst", "cyberseceval");

    /** Thresholds of one side let through so much more of the other than they should. */
    private static final double CAUTION = 1.5;

    private static final Sides SIDES = new Sides(InjectionTrainer::setsThresholds, InjectionTrainer::side, CAUTION);

    private InjectionTrainer() {}

    public static void main(String[] arguments) throws IOException {
        Corpus corpus = new Corpus(Path.of(arguments[0]));
        Path out = Path.of(arguments[1]);
        Observer observer = new Observer(Observer.languages());
        List<Example> texts = corpus.user();
        Training user = Training.of(VERSION, Corpus.windows(texts, observer), Corpus::family, REGRESSION, SIDES);
        Trainer.save(user, out.resolve("user.weights"));
        String card = "## What users write\n\n"
                + user.card().lines().findFirst().orElse("")
                + "\n\n"
                + figures(texts.stream().filter(InjectionTrainer::isReal).toList(), user, observer);
        Files.writeString(out.resolve("figures.md"), card);
        System.out.println(card);
        System.out.println(user.card());
    }

    private static String side(Example text) {
        return !isReal(text) ? "made" : FIRST_SIDE.contains(Corpus.family(text)) ? "first" : "second";
    }

    /** Made look-alikes of attacks count too: thresholds of nothing but plain questions would be too low for those who ask about prompts. */
    private static boolean setsThresholds(Example text) {
        return isReal(text) || text.source().startsWith(OrdinaryTexts.PREFIX);
    }

    /** Texts that were made to train with measure nothing. */
    private static boolean isReal(Example text) {
        return !text.source().startsWith(OrdinaryTexts.PREFIX) && !text.source().startsWith(MadeTexts.PREFIX);
    }

    private static String figures(List<Example> texts, Training user, Observer observer) {
        double[] scores = texts.stream()
                .mapToDouble(text -> -Math.log(falseAlarms(text, user, observer)))
                .toArray();
        StringBuilder figures = new StringBuilder(
                "Whole texts at a `sensitivity` of 0.1, 0.5, 1 and 5 %; thresholds were set by the harmless texts of the"
                        + " other half of the sources:\n\n");
        figures.append(Report.tableOfFalseAlarms(texts, scores, Example::source));
        figures.append("\nBy language:\n\n").append(Report.tableOfFalseAlarms(texts, scores, language()));
        figures.append("\nWith thresholds at which exactly so many of these harmless texts are reported:\n\n")
                .append(Report.table(texts, scores, text -> text.positive() ? "attacks" : "harmless"));
        figures.append("\nCompared with simpler means:\n\n| | area under the ROC curve |\n|---|---|\n");
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
