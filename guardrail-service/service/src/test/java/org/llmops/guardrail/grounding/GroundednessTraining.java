package org.llmops.guardrail.grounding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.learning.CueModel;

/**
 * Learns the weights of groundedness from labelled answers: {@code words <answers.jsonl> <weights.txt>} counts how telling
 * words are, {@code weights <answers.jsonl> <groundedness.txt>} learns how much each feature counts and reports how well
 * that carries over to sources that were left out.
 *
 * <p>Labels are given to answers, not to claims: of an unsupported answer the worst claim is learned from, of a supported
 * one every claim. No weight may be negative, since every feature speaks against a claim: that keeps quirks of a source,
 * such as the length of its answers, out of the model.
 */
final class GroundednessTraining {
    private static final int MAX_WORDS = 3000;
    private static final int LEAST_OCCURRENCES = 6;
    /**
     * How much a family of sources counts: in HaluEval the supported answers are names copied out of the context and the others
     * whole sentences, so that any measure of copying shines there; forged claims are all alike.
     */
    private static final Map<String, Double> SHARES = Map.of("halueval", 0.25, "forged", 0.4);

    private static final int ROUNDS = 6;
    private static final int STEPS = 400;
    private static final double RATE = 1.0;
    private static final double RIDGE = 0.005;

    record Example(LabelledAnswer answer, List<ClaimJudge.Compared> claims) {
        double score(CueModel<Feature> model) {
            return claims.stream()
                    .mapToDouble(claim -> claim.score(model))
                    .max()
                    .orElse(0);
        }

        boolean claimsSomething() {
            return claims.stream().anyMatch(claim -> !claim.smallTalk());
        }
    }

    private record Row(double[] features, boolean unsupported, double weight) {}

    private GroundednessTraining() {}

    public static void main(String[] arguments) throws IOException {
        List<LabelledAnswer> answers = LabelledAnswer.read(Path.of(arguments[1]));
        List<String> written = arguments[0].equals("words") ? words(answers) : weights(answers);
        Files.write(Path.of(arguments[2]), written);
    }

    private static List<String> words(List<LabelledAnswer> answers) {
        Map<String, Integer> texts = new HashMap<>();
        List<String> contexts =
                answers.stream().map(LabelledAnswer::context).distinct().toList();
        for (String context : contexts) {
            Set<String> stems = new HashSet<>();
            Words.of(context).stream().filter(Word::isContent).forEach(word -> stems.add(word.stem()));
            stems.forEach(stem -> texts.merge(stem, 1, Integer::sum));
        }
        Stream<String> header = Stream.of(
                "# How telling words are: ln(texts / texts with the word), counted by GroundednessTraining over "
                        + contexts.size() + " encyclopaedic texts",
                "# of BEGIN (google/BEGIN-dataset, CC BY 4.0) and HaluEval QA (RUCAIBox/HaluEval, MIT).",
                String.format(Locale.ROOT, "\t%.2f", Math.log((double) contexts.size() / 2)));
        return Stream.concat(
                        header,
                        texts.entrySet().stream()
                                .filter(entry -> entry.getValue() >= LEAST_OCCURRENCES)
                                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                                .limit(MAX_WORDS)
                                .map(entry -> String.format(
                                        Locale.ROOT,
                                        "%s\t%.2f",
                                        entry.getKey(),
                                        Math.log((double) contexts.size() / entry.getValue()))))
                .toList();
    }

    private static List<String> weights(List<LabelledAnswer> answers) {
        List<Example> examples = examples(
                Stream.concat(answers.stream(), forged(answers).stream()).toList());
        Set<String> families =
                examples.stream().map(GroundednessTraining::family).collect(Collectors.toSet());
        System.out.println("Questions and small talk count half.");
        for (String left : families) {
            CueModel<Feature> model = learn(
                    examples.stream().filter(each -> !family(each).equals(left)).toList());
            System.out.println("left out: " + left + "\n  " + String.join("\n  ", model.lines()));
            report(examples.stream().filter(each -> family(each).equals(left)).toList(), model);
            reportPairs(model);
        }
        CueModel<Feature> all = learn(examples);
        System.out.println("learned from all:");
        report(examples, all);
        reportPairs(all);
        return Stream.concat(
                        Stream.of(
                                "# Weights of groundedness, learned by GroundednessTraining from BEGIN (google/BEGIN-dataset,"
                                        + " CC BY 4.0), HaluEval QA (RUCAIBox/HaluEval, MIT), and claims forged from their contexts."),
                        all.lines().stream())
                .toList();
    }

    /** Claims with one thing wrong, from every third context. */
    private static List<LabelledAnswer> forged(List<LabelledAnswer> answers) {
        List<String> contexts = answers.stream()
                .map(LabelledAnswer::context)
                .distinct()
                .sorted()
                .toList();
        List<String> names = contexts.stream()
                .flatMap(context -> Stream.of(context.split("[^\\p{L}]+")).skip(1))
                .filter(word -> word.length() > 3 && Character.isUpperCase(word.charAt(0)))
                .distinct()
                .toList();
        Forgery forgery = new Forgery(7, names);
        List<LabelledAnswer> forged = new ArrayList<>();
        for (int index = 0; index < contexts.size(); index += 2) {
            forged.addAll(forgery.of(contexts.get(index)));
        }
        return forged;
    }

    static List<Example> examples(List<LabelledAnswer> answers) {
        ClaimJudge judge = new ClaimJudge(
                new CueModel<>(Feature.class, 0, new double[Feature.values().length]),
                EnumSet.of(Source.CONTEXT),
                0.5,
                1,
                false,
                false);
        return answers.stream()
                .map(answer -> new Example(answer, judge.compare(answer.scene(), answer.passages())))
                .toList();
    }

    static void report(List<Example> examples, CueModel<Feature> model) {
        Map<String, List<Example>> bySource = examples.stream()
                .collect(Collectors.groupingBy(each -> each.answer().source()));
        bySource.forEach((source, of) -> {
            System.out.println(source + " model:   "
                    + ranking(of, each -> each.score(model)).summary(Groundedness.DEFAULT_THRESHOLD));
            System.out.println(source + " overlap: "
                    + ranking(of, GroundednessTraining::overlap).summary(0.5));
            List<Example> claiming =
                    of.stream().filter(Example::claimsSomething).toList();
            System.out.println("  of those with a claim, model:   "
                    + ranking(claiming, each -> each.score(model)).summary(Groundedness.DEFAULT_THRESHOLD));
            System.out.println("  of those with a claim, overlap: "
                    + ranking(claiming, GroundednessTraining::overlap).summary(0.5));
        });
    }

    /** Claims of our own, which no weight was learned from: each kind against all that are supported. */
    private static void reportPairs(CueModel<Feature> model) {
        List<Example> pairs = examples(Pairs.read());
        for (String kind : List.of("contradicted", "unmentioned")) {
            List<Example> of = pairs.stream()
                    .filter(each ->
                            each.answer().supported() || each.answer().source().equals(kind))
                    .toList();
            System.out.println("own pairs, " + kind + ", model:   "
                    + ranking(of, each -> each.score(model)).summary(Groundedness.DEFAULT_THRESHOLD));
            System.out.println("own pairs, " + kind + ", overlap: "
                    + ranking(of, GroundednessTraining::overlap).summary(0.5));
        }
    }

    static Ranking ranking(List<Example> examples, ToDoubleFunction<Example> score) {
        Ranking ranking = new Ranking();
        examples.forEach(
                each -> ranking.add(score.applyAsDouble(each), !each.answer().supported()));
        return ranking;
    }

    /** The baseline: the share of the answer's words that the context does not have. */
    static double overlap(Example example) {
        Set<String> context = plainWords(example.answer().context());
        Set<String> answer = plainWords(example.answer().answer());
        long missing = answer.stream().filter(word -> !context.contains(word)).count();
        return answer.isEmpty() ? 0 : (double) missing / answer.size();
    }

    private static Set<String> plainWords(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    private static String family(Example example) {
        String source = example.answer().source();
        int cut = source.indexOf('_');
        return cut < 0 ? source : source.substring(0, cut);
    }

    /** Logistic regression; which claim of an unsupported answer is to blame is decided anew each round. */
    static CueModel<Feature> learn(List<Example> examples) {
        double[] start = new double[Feature.values().length];
        start[Feature.MISSING_WORDS.ordinal()] = 2;
        start[Feature.SCATTERED.ordinal()] = 1;
        CueModel<Feature> model = new CueModel<>(Feature.class, -1, start);
        for (int round = 0; round < ROUNDS; round++) {
            model = fit(rows(examples, model), model);
        }
        return model;
    }

    /** Supported and unsupported answers of a family weigh the same in total. */
    private static List<Row> rows(List<Example> examples, CueModel<Feature> model) {
        Map<String, Integer> counts = new HashMap<>();
        examples.forEach(each -> counts.merge(family(each) + each.answer().supported(), 1, Integer::sum));
        List<Row> rows = new ArrayList<>();
        for (Example example : examples) {
            boolean supported = example.answer().supported();
            double weight = SHARES.getOrDefault(family(example), 1.0) / counts.get(family(example) + supported);
            List<ClaimJudge.Compared> claims = supported
                    ? example.claims()
                    : example.claims().stream().max(Comparator.comparingDouble(claim -> claim.score(model))).stream()
                            .toList();
            claims.forEach(claim -> rows.add(new Row(claim.features(), !supported, weight / claims.size())));
        }
        return rows;
    }

    private static CueModel<Feature> fit(List<Row> rows, CueModel<Feature> from) {
        int size = Feature.values().length;
        double[] weights = new double[size];
        double bias = 0;
        CueModel<Feature> model = from;
        double[] velocity = new double[size + 1];
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[size + 1];
            double total = 0;
            for (Row row : rows) {
                double error = model.score(row.features()) - (row.unsupported() ? 1 : 0);
                total += row.weight();
                gradient[size] += row.weight() * error;
                for (int index = 0; index < size; index++) {
                    gradient[index] += row.weight() * error * row.features()[index];
                }
            }
            double[] current = model.weights();
            bias = model.bias();
            for (int index = 0; index < size; index++) {
                velocity[index] = 0.9 * velocity[index] - RATE * (gradient[index] / total + RIDGE * current[index]);
                weights[index] = Math.max(0, current[index] + velocity[index]);
            }
            velocity[size] = 0.9 * velocity[size] - RATE * gradient[size] / total;
            bias += velocity[size];
            model = new CueModel<>(Feature.class, bias, weights);
        }
        return model;
    }
}
