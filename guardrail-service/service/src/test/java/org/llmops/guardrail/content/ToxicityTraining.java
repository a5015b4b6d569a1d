package org.llmops.guardrail.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.learning.Example;
import org.llmops.guardrail.learning.Report;
import org.llmops.guardrail.learning.Trainer;
import org.llmops.guardrail.learning.Training;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Trains the toxicity model and measures it: {@code java … ToxicityTraining DATA_FOLDER OUTPUT_FOLDER}. The output is
 * the weights and the figures of the card.
 */
public final class ToxicityTraining {
    private static final Scene SCENE = new Scene(new WorkspaceId("card"), false, Source.USER, List.of(), Map.of());
    private static final String ORDINARY = "ordinary";

    private ToxicityTraining() {}

    public static void main(String[] arguments) throws IOException {
        List<Example> examples = ToxicityExamples.of(Path.of(arguments[0]));
        Training training = Training.of("toxicity-1", examples, ToxicityTraining::family);
        Path folder = Path.of(arguments[1]);
        Trainer.save(training, folder.resolve("toxicity.weights"));
        StringBuilder figures = new StringBuilder(training.card());
        for (String source : List.of("davidson", "openai_moderation")) {
            figures.append(unseen(training, examples, source));
        }
        Files.writeString(folder.resolve("toxicity.figures.md"), figures);
    }

    /** The whole detector, passage by passage, with weights that never saw this source. */
    private static String unseen(Training training, List<Example> examples, String source) {
        List<Example> own = examples.stream()
                .filter(example -> example.source().equals(source))
                .toList();
        ToxicityModel model = new ToxicityModel(training.unknowing(own.getFirst()));
        Map<Category, Double> all = new EnumMap<>(Category.class);
        Category.ALL.forEach(category -> all.put(category, 0.0));
        ToxicityDetector detector = new ToxicityDetector(model, all);
        List<Example> ordinary = examples.stream()
                .filter(example -> example.positive() || family(example).equals(ORDINARY))
                .toList();
        return "\n## " + source + ", by weights that never saw it\n\n"
                + scored("The model, strongest passage", own, example -> strongest(detector, example, true))
                + scored("Any category, strongest passage", own, example -> strongest(detector, example, false))
                + (source.equals("davidson")
                        ? scored(
                                "Any category, positives all against ordinary negatives",
                                ordinary,
                                example -> strongest(detector, example, false))
                        : "")
                + scored(
                        "Rules alone, whole text",
                        own,
                        example -> ToxicityModel.ruled(WordRules.own().in(example.text())))
                + scored("The model, whole text", own, example -> {
                    List<WordRules.Hit> hits = WordRules.own().in(example.text());
                    return model.read(example.text(), ToxicityModel.signals(hits))
                            .chance();
                });
    }

    private static double strongest(ToxicityDetector detector, Example example, boolean modelOnly) {
        double[] most = {0};
        detector.open(SCENE).scan(GrowingText.whole(example.text()), 0, (Match match) -> {
            if (!modelOnly || match.entity().equals("TOXICITY")) {
                most[0] = Math.max(most[0], match.score());
            }
        });
        return most[0];
    }

    private static String scored(String title, List<Example> examples, ToDoubleFunction<Example> score) {
        double[] scores = examples.stream().mapToDouble(score).toArray();
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%s: area under the curve %.4f%n%n", title, Report.area(examples, scores)));
        text.append(Report.table(examples, scores, Example::source)).append('\n');
        for (double threshold : new double[] {0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95}) {
            int found = 0;
            int wrong = 0;
            int positive = 0;
            for (int row = 0; row < scores.length; row++) {
                boolean is = examples.get(row).positive();
                positive += is ? 1 : 0;
                found += is && scores[row] >= threshold ? 1 : 0;
                wrong += !is && scores[row] >= threshold ? 1 : 0;
            }
            text.append(String.format(
                    Locale.ROOT,
                    "- from %.2f: %.1f %% found, %.1f %% false%n",
                    threshold,
                    100.0 * found / positive,
                    100.0 * wrong / (scores.length - positive)));
        }
        return text.append('\n').toString();
    }

    private static String family(Example example) {
        return example.group().equals(ORDINARY) ? ORDINARY : example.source();
    }
}
