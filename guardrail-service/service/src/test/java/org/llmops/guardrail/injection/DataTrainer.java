package org.llmops.guardrail.injection;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.learning.Example;
import org.llmops.guardrail.learning.Examples;
import org.llmops.guardrail.learning.LogisticRegression;
import org.llmops.guardrail.learning.Trainer;
import org.llmops.guardrail.learning.Training;

/**
 * Trains the model for what is only data and writes its figures: {@code java … DataTrainer FOLDER OUT [DOCUMENTS]}, where the
 * folder is that of the shared data, {@code OUT} that of the resources, and {@code DOCUMENTS} a file of harmless texts from
 * elsewhere, JSON lines with {@code text} and {@code kind}, to measure false alarms and to set other thresholds with.
 */
final class DataTrainer {
    private static final String VERSION = "data-3";
    /** Words of one set of orders are worth little on another: chosen by the recall on left-out sources. */
    private static final LogisticRegression REGRESSION =
            new LogisticRegression(0.3, 0.4, 2, 4, Double.parseDouble(System.getProperty("words", "0.4")), 0);

    private static final List<String> REAL_ATTACKS = List.of("bipia", "asb");

    private final Observer observer = new Observer(Observer.languages());
    private final List<Poisoned> texts;
    private final Training training;

    private DataTrainer(Path shared) throws IOException {
        DataCorpus corpus = new DataCorpus(shared);
        texts = corpus.texts();
        training = Training.of(VERSION, corpus.passages(texts, observer), Example::source, REGRESSION);
    }

    public static void main(String[] arguments) throws IOException {
        DataTrainer trainer = new DataTrainer(Path.of(arguments[0]));
        Path out = Path.of(arguments[1]);
        Trainer.save(trainer.training, out.resolve("data.weights"));
        StringBuilder card = new StringBuilder("# What is data: tool results and context\n\n")
                .append(trainer.training.card().lines().findFirst().orElse(""))
                .append("\n\n")
                .append(new DataFigures(trainer.texts, trainer.scores(), trainer.scoresOfUserModel()));
        if (arguments.length > 2) {
            trainer.elsewhere(Examples.rows(Path.of(arguments[2])), card);
        }
        Files.writeString(out.resolve("figures-data.md"), card);
        System.out.println(card);
        System.out.println(trainer.training.card());
    }

    /** What each text gets from weights that never saw its group: minus the logarithm of its share of false alarms. */
    private double[] scores() {
        return texts.stream()
                .mapToDouble(text -> score(text.text(), judgeWithout(text)))
                .toArray();
    }

    /** What the shipped model for users makes of data; it knows some of the attacks. */
    private double[] scoresOfUserModel() {
        InjectionDetector detector =
                new InjectionDetector(InjectionModels.shipped(), observer, 1, Set.of(AttackKind.values()));
        return texts.stream()
                .mapToDouble(text -> -Math.log(Passages.of(text.text()).stream()
                        .filter(passage -> !passage.text().isBlank())
                        .mapToDouble(
                                passage -> detector.suspicion(false, passage).falseAlarms())
                        .min()
                        .orElse(1)))
                .toArray();
    }

    private DataJudge judgeWithout(Poisoned text) {
        Example example = Example.of(text.text(), text.isPoisoned(), text.source(), text.group());
        return new DataJudge(training.unknowing(example), observer);
    }

    private static double score(String text, DataJudge judge) {
        double least = 1;
        for (Passage passage : Passages.of(text)) {
            if (!passage.text().isBlank()) {
                least = Math.min(least, judge.suspicion(passage).falseAlarms());
            }
        }
        return -Math.log(least);
    }

    private void elsewhere(List<JsonNode> documents, StringBuilder card) {
        card.append(
                        "\nHarmless texts from elsewhere that no weights and no thresholds come from, share reported at a given")
                .append(" `sensitivity`:\n\n| | n | 0.001 | 0.005 | 0.01 | 0.05 |\n|---|---|---|---|---|---|\n");
        DataJudge judge = new DataJudge(training.model(), observer);
        TreeMap<String, List<Double>> kinds = new TreeMap<>();
        for (JsonNode row : documents) {
            kinds.computeIfAbsent(row.get("kind").asText(), unknown -> new ArrayList<>())
                    .add(score(row.get("text").asText(), judge));
        }
        kinds.forEach((kind, scores) -> {
            card.append("| ").append(kind).append(" | ").append(scores.size());
            for (double sensitivity : DataFigures.RATES) {
                share(scores, -Math.log(sensitivity), card);
            }
            card.append(" |\n");
        });
        card.append(
                "\nFound at thresholds that these texts set:\n\n| | n | at 0.1 % | 0.5 % | 1 % | 5 % |\n|---|---|---|---|---|---|\n");
        for (String source : REAL_ATTACKS) {
            List<Poisoned> attacks = texts.stream()
                    .filter(text -> text.source().equals(source) && text.isPoisoned())
                    .toList();
            DataJudge without = judgeWithout(attacks.getFirst());
            List<Double> harmless = new ArrayList<>();
            documents.forEach(row -> harmless.add(score(row.get("text").asText(), without)));
            Collections.sort(harmless);
            List<Double> scores =
                    attacks.stream().map(text -> score(text.text(), without)).toList();
            card.append("| ").append(source).append(" | ").append(scores.size());
            for (double rate : DataFigures.RATES) {
                share(scores, harmless.get(harmless.size() - 1 - (int) (rate * harmless.size())) + 1e-6, card);
            }
            card.append(" |\n");
        }
    }

    private static void share(List<Double> scores, double threshold, StringBuilder card) {
        long above = scores.stream().filter(score -> score >= threshold).count();
        card.append(String.format(Locale.ROOT, " | %.1f %%", 100.0 * above / scores.size()));
    }
}
