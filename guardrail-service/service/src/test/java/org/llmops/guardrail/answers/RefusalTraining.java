package org.llmops.guardrail.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.llmops.guardrail.grounding.Ranking;
import org.llmops.guardrail.learning.CueModel;
import org.llmops.guardrail.normalising.Normaliser;

/**
 * Learns what the cues of a refusal weigh: {@code <refusals.jsonl> <ordinary answers.jsonl> <refusal.txt>}. Reports how well
 * that does on questions that were left out. No cue may weigh against its nature.
 */
final class RefusalTraining {
    private static final int STEPS = 1500;
    private static final double RATE = 0.5;
    private static final double RIDGE = 0.003;
    private static final int FOLDS = 5;

    /** How much ordinary answers count, all in all: they keep what is no refusal at all from looking like one. */
    private static final double ORDINARY_SHARE = 0.25;

    private record Row(double[] cues, boolean refuses, int fold, double weight) {}

    private RefusalTraining() {}

    public static void main(String[] arguments) throws IOException {
        for (int lookAt : new int[] {300, 400, 800}) {
            List<Row> rows = rows(Path.of(arguments[0]), Path.of(arguments[1]), lookAt);
            Ranking all = new Ranking();
            Ranking refusals = new Ranking();
            Ranking phrase = new Ranking();
            for (int fold = 0; fold < FOLDS; fold++) {
                int left = fold;
                CueModel<RefusalCue> model =
                        learn(rows.stream().filter(row -> row.fold() != left).toList());
                rows.stream().filter(row -> row.fold() == left).forEach(row -> {
                    all.add(model.score(row.cues()), row.refuses());
                    if (row.weight() > 0.5) {
                        refusals.add(model.score(row.cues()), row.refuses());
                        phrase.add(plain(row.cues()), row.refuses());
                    }
                });
            }
            System.out.println(
                    "first " + lookAt + ", questions left out:     " + refusals.summary(Refusal.DEFAULT_THRESHOLD));
            System.out.println("  with ordinary answers:               " + all.summary(Refusal.DEFAULT_THRESHOLD));
            System.out.println("  baseline, any refusing phrase:       " + phrase.summary(0.5));
        }
        CueModel<RefusalCue> model = learn(rows(Path.of(arguments[0]), Path.of(arguments[1]), Refusal.DEFAULT_LOOK_AT));
        Files.write(
                Path.of(arguments[2]),
                Stream.concat(
                                Stream.of(
                                        "# Weights of refusal, learned by RefusalTraining from labelled answers of GPTFuzz"
                                                + " (sherdencooper/GPTFuzz, MIT)."),
                                model.lines().stream())
                        .toList());
        model.lines().forEach(System.out::println);
    }

    private static List<Row> rows(Path refusals, Path ordinary, int lookAt) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(refusals)) {
            JsonNode row = mapper.readTree(line);
            int fold = Math.floorMod(row.get("question").asText().hashCode(), FOLDS);
            rows.add(new Row(
                    cues(row.get("text").asText(), lookAt), row.get("label").asInt() == 1, fold, 1));
        }
        int labelled = rows.size();
        List<String> answers = Files.readAllLines(ordinary);
        for (String line : answers) {
            String answer = mapper.readTree(line).get("answer").asText();
            int fold = Math.floorMod(answer.hashCode(), FOLDS);
            rows.add(new Row(cues(answer, lookAt), false, fold, ORDINARY_SHARE * labelled / answers.size()));
        }
        return rows;
    }

    static double[] cues(String answer, int lookAt) {
        int length = answer.codePointCount(0, answer.length());
        String beginning = beginning(answer, length, lookAt);
        if (length > lookAt && RefusalReading.namesSpeaker(beginning)) {
            beginning = beginning(answer, length, RefusalDetector.FARTHER * lookAt);
        }
        return RefusalReading.of(Normaliser.of(beginning).text(), beginning.length() == answer.length())
                .cues();
    }

    private static String beginning(String answer, int length, int lookAt) {
        return length <= lookAt ? answer : answer.substring(0, answer.offsetByCodePoints(0, lookAt));
    }

    private static double plain(double[] cues) {
        return Math.max(
                cues[RefusalCue.APOLOGY.ordinal()],
                Math.max(cues[RefusalCue.CANNOT.ordinal()], cues[RefusalCue.DECLINES.ordinal()]));
    }

    private static CueModel<RefusalCue> learn(List<Row> rows) {
        int size = RefusalCue.values().length;
        double[] weights = new double[size];
        double bias = 0;
        double total = rows.stream().mapToDouble(Row::weight).sum();
        for (int step = 0; step < STEPS; step++) {
            CueModel<RefusalCue> model = new CueModel<>(RefusalCue.class, bias, weights);
            double[] gradient = new double[size + 1];
            for (Row row : rows) {
                double error = row.weight() * (model.score(row.cues()) - (row.refuses() ? 1 : 0));
                gradient[size] += error;
                for (int index = 0; index < size; index++) {
                    gradient[index] += error * row.cues()[index];
                }
            }
            for (RefusalCue cue : RefusalCue.values()) {
                int index = cue.ordinal();
                double next = weights[index] - RATE * (gradient[index] / total + RIDGE * weights[index]);
                weights[index] = cue.speaksForRefusal() ? Math.max(0, next) : Math.min(0, next);
            }
            bias -= RATE * gradient[size] / total;
        }
        return new CueModel<>(RefusalCue.class, bias, weights);
    }
}
