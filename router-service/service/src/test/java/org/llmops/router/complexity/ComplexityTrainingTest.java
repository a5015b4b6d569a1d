package org.llmops.router.complexity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Trains the weights and measures them on questions they have not seen:
 * {@code mvn -pl router-service/service test -Dtest=ComplexityTrainingTest -Dllmops.routing-data=<folder>}, where the folder
 * holds {@code gsm8k_responses.csv}. The report and the weights are written to {@code target/complexity}; weights that
 * shall be shipped are copied to {@code src/main/resources/complexity}.
 */
@EnabledIfSystemProperty(named = "llmops.routing-data", matches = ".+")
class ComplexityTrainingTest {
    private static final String VERSION = "maths-questions-1";
    private static final int REPEATS = 5;
    private static final int RESAMPLES = 2_000;
    private static final Path OUT = Path.of("target", "complexity");

    private final StringBuilder report = new StringBuilder();

    @Test
    void trainsAndMeasures() throws IOException {
        List<LabelledQuestion> questions =
                LabelledQuestion.read(Path.of(System.getProperty("llmops.routing-data"), "gsm8k_responses.csv"));
        double[] gains = questions.stream().mapToDouble(LabelledQuestion::gain).toArray();
        line(
                "%d questions, weak model right %.3f, strong model right %.3f",
                questions.size(), share(questions, true), share(questions, false));
        QuestionMatrix matrix = new QuestionMatrix(questions);
        double[][] products = matrix.products();
        CrossValidation validation = new CrossValidation(products, gains);

        List<double[]> repeats =
                LongStream.range(0, REPEATS).mapToObj(validation::scores).toList();
        List<RoutingFigures> figures = repeats.stream()
                .map(scores -> RoutingFigures.of(questions, scores))
                .toList();
        RoutingFigures learned = RoutingFigures.mean(figures);
        RoutingFigures random = RoutingFigures.mean(LongStream.range(0, 200)
                .mapToObj(seed -> RoutingFigures.of(
                        questions, new Random(seed).doubles(gains.length).toArray()))
                .toList());
        double[] lengths = questions.stream()
                .mapToDouble(question -> question.prompt().length())
                .toArray();
        line("%-14s %7s %7s %7s", "", "APGR", "CPT50", "CPT80");
        figures("random", random);
        figures("prompt length", RoutingFigures.of(questions, lengths));
        figures("learned", learned);
        figures.forEach(each -> figures("  one split", each));
        double[] scores = average(repeats);
        interval("learned - prompt length", questions, scores, lengths);
        interval("learned - random", questions, scores, null);

        ScoreCalibration calibration = new ScoreCalibration(questions, scores);
        Calibration lines = calibration.lines(VERSION, learned.cpt50());
        report.append(calibration.table());
        line("threshold %.4f, easy below %.4f, hard from %.4f", lines.threshold(), lines.easyBelow(), lines.hardFrom());
        int[] all = IntStream.range(0, gains.length).toArray();
        double lambda = validation.bestLambda(all, 0);
        line("lambda of the shipped weights: %s", lambda);
        ComplexityWeights weights = matrix.weights(
                Ridge.fit(products, gains, all, lambda), lines, calibration.slope(), calibration.offset());
        write(weights);
        System.out.println(report);

        assertThat(learned.apgr()).isGreaterThan(random.apgr());
    }

    /** How sure the difference of APGR is: questions drawn anew, with both choices on the same ones. */
    private void interval(String name, List<LabelledQuestion> questions, double[] scores, double[] baseline) {
        Random random = new Random(7);
        double[] differences = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            int[] sample = random.ints(scores.length, 0, scores.length).toArray();
            double base = baseline == null
                    ? 0.5
                    : RoutingFigures.of(questions, baseline, sample).apgr();
            differences[i] = RoutingFigures.of(questions, scores, sample).apgr() - base;
        }
        java.util.Arrays.sort(differences);
        line(
                "APGR %s: 95 %% interval %+.3f to %+.3f",
                name, differences[RESAMPLES / 40], differences[RESAMPLES - RESAMPLES / 40]);
    }

    private static double[] average(List<double[]> repeats) {
        return IntStream.range(0, repeats.getFirst().length)
                .mapToDouble(i -> repeats.stream()
                        .mapToDouble(scores -> scores[i])
                        .average()
                        .orElseThrow())
                .toArray();
    }

    private static double share(List<LabelledQuestion> questions, boolean ofWeak) {
        return questions.stream()
                .mapToInt(question -> (ofWeak ? question.weakIsRight() : question.strongIsRight()) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private void figures(String name, RoutingFigures figures) {
        line("%-14s %7.3f %7.3f %7.3f", name, figures.apgr(), figures.cpt50(), figures.cpt80());
    }

    private void line(String format, Object... values) {
        report.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private void write(ComplexityWeights weights) throws IOException {
        Files.createDirectories(OUT);
        try (OutputStream file = Files.newOutputStream(OUT.resolve("maths-questions.weights"))) {
            weights.write(file);
        }
        Files.writeString(OUT.resolve("report.txt"), report);
    }
}
