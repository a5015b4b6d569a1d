package org.llmops.guardrail.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.llmops.guardrail.learning.Example;
import org.llmops.guardrail.learning.Report;
import org.llmops.guardrail.learning.Trainer;
import org.llmops.guardrail.learning.Training;

/**
 * Trains the toxicity model: {@code java … ToxicityTraining DATA_FOLDER RESOURCES_FOLDER}, where the data folder has the
 * files described in the card that it writes.
 */
public final class ToxicityTraining {
    private ToxicityTraining() {}

    public static void main(String[] arguments) throws IOException {
        List<Example> examples = ToxicityExamples.of(Path.of(arguments[0]));
        Training training = Training.of(
                "toxicity-1", examples, example -> example.group().equals("ordinary") ? "ordinary" : example.source());
        Path folder = Path.of(arguments[1]);
        Trainer.save(training, folder.resolve("toxicity.weights"));
        String card = training.card() + "\n" + bySource(examples, training.leftOutScores());
        Files.writeString(folder.resolve("toxicity.figures.md"), card);
    }

    private static String bySource(List<Example> examples, double[] scores) {
        StringBuilder text = new StringBuilder("Area under the curve, by source:\n\n");
        for (String source : List.of("davidson", "openai_moderation")) {
            int[] rows = IntStream.range(0, scores.length)
                    .filter(row -> examples.get(row).source().equals(source))
                    .toArray();
            List<Example> own = IntStream.of(rows).mapToObj(examples::get).toList();
            double[] learned =
                    IntStream.of(rows).mapToDouble(row -> scores[row]).toArray();
            double[] ruled = own.stream()
                    .mapToDouble(example -> ToxicityModel.ruled(WordRules.own().in(example.text())))
                    .toArray();
            text.append(String.format(
                    Locale.ROOT,
                    "- %s: model and rules %.4f, rules alone %.4f%n",
                    source,
                    Report.area(own, learned),
                    Report.area(own, ruled)));
            text.append('\n')
                    .append(Report.table(own, learned, Example::source))
                    .append('\n');
            text.append("Rules alone:\n\n")
                    .append(Report.table(own, ruled, Example::source))
                    .append('\n');
        }
        return text.toString();
    }
}
