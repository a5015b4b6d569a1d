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
import org.llmops.guardrail.learning.Trainer;
import org.llmops.guardrail.learning.Training;

/**
 * Trains the model for what is only data and writes its figures: {@code java … DataTrainer FOLDER OUT}, where the folder is
 * that of the shared data and {@code OUT} that of the resources.
 */
final class DataTrainer {
    private static final String VERSION = "data-2";
    private static final LogisticRegression REGRESSION = new LogisticRegression(
            Double.parseDouble(System.getProperty("rate", "0.3")),
            Double.parseDouble(System.getProperty("lasso", "0.4")),
            Double.parseDouble(System.getProperty("ridge", "2")),
            Integer.getInteger("epochs", 4),
            Double.parseDouble(System.getProperty("words", "0.7")),
            0);

    private DataTrainer() {}

    public static void main(String[] arguments) throws IOException {
        Observer observer = new Observer(Observer.languages());
        DataCorpus corpus = new DataCorpus(Path.of(arguments[0]));
        List<Poisoned> texts = corpus.texts();
        List<Example> passages = corpus.passages(texts, observer);
        Training training = Training.of(VERSION, passages, Example::source, REGRESSION);
        Trainer.save(training, Path.of(arguments[1]).resolve("data.weights"));
        for (double per : new double[] {100, 200, 400, 1600}) {
            DataJudge.PER = per;
            String all = new DataFigures(texts, scores(texts, training, observer)).toString();
            System.out.println("PER " + per);
            all.lines().filter(line -> line.contains("all |") || line.contains("asb") || line.contains("bipia") || line.contains("from 1000") || line.contains("Share")).forEach(System.out::println);
        }
        DataJudge.PER = 200;
        if (arguments.length > 2) {
            java.util.Map<String, java.util.List<Double>> kinds = new java.util.TreeMap<>();
            DataJudge judge = new DataJudge(training.model(), observer);
            StringBuilder worst = new StringBuilder();
            for (com.fasterxml.jackson.databind.JsonNode row : org.llmops.guardrail.learning.Examples.rows(Path.of(arguments[2]))) {
                double least = 1;
                String which = "";
                for (Passage passage : Passages.of(row.get("text").asText())) {
                    if (!passage.text().isBlank()) {
                        double now = judge.suspicion(passage).falseAlarms();
                        if (now < least) { least = now; which = passage.text().strip(); }
                    }
                }
                kinds.computeIfAbsent(row.get("kind").asText(), k -> new java.util.ArrayList<>()).add(least);
                if (least < 0.01) worst.append(String.format("%.5f %s%n", least, which.replace('\n', ' ')));
            }
            kinds.forEach((k, v) -> { System.out.print(k + " " + v.size()); for (double r : new double[] {0.001, 0.005, 0.01, 0.05}) System.out.printf(" %.4f:%.2f%%", r, 100.0 * v.stream().filter(x -> x <= r).count() / v.size()); System.out.println(); });
            System.out.println(worst);
        }
        DataFigures figures = new DataFigures(texts, scores(texts, training, observer));
        String card = "## What is data: tool results and context\n\n"
                + training.card().lines().findFirst().orElse("") + "\n\n" + figures;
        Files.writeString(Path.of(arguments[1]).resolve("data-figures.md"), card);
        System.out.println(card);
        System.out.println(training.card());
    }

    /** What each text gets from weights that never saw its group: minus the logarithm of its share of false alarms. */
    private static double[] scores(List<Poisoned> texts, Training training, Observer observer) {
        return texts.stream()
                .mapToDouble(text -> {
                    Example example = Example.of(text.text(), text.isPoisoned(), text.source(), text.group());
                    DataJudge judge = new DataJudge(training.unknowing(example), observer);
                    double least = 1;
                    for (Passage passage : Passages.of(text.text())) {
                        if (!passage.text().isBlank()) {
                            least = Math.min(least, judge.suspicion(passage).falseAlarms());
                        }
                    }
                    return -Math.log(least);
                })
                .toArray();
    }
}
