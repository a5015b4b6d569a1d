package org.llmops.guardrail.topics;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.llmops.guardrail.learning.Example;
import org.llmops.guardrail.learning.Examples;
import org.llmops.guardrail.learning.Report;

/**
 * Derives the word vectors, fits the likeness and measures both: {@code java … TopicTraining DATA_FOLDER OUTPUT_FOLDER}.
 * Figures are taken with vectors that have seen nothing of clinc150.
 */
public final class TopicTraining {
    private static final Set<String> READ = Set.of(
            "banking77",
            "deepset_train",
            "flan_cot",
            "oasst",
            "self_instruct_seed_tasks",
            "self_instruct_user_oriented",
            "t0_templates",
            "cyberseceval_frr",
            "hh_rlhf",
            "neuralchemy");

    private static final int MAX_STEMS = 160;

    private TopicTraining() {}

    /** A text with how it resembles a topic, and whether it is of it. */
    private record Trial(Likeness likeness, boolean of, String group) {}

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        Path out = Path.of(arguments[1]);
        List<List<String>> elsewhere = new ArrayList<>();
        for (JsonNode row : Examples.rows(data.resolve("injection_dev.jsonl"))) {
            if (row.get("label").asInt() == 0 && READ.contains(row.get("source").asText())) {
                elsewhere.add(stems(row.get("text").asText()));
            }
        }
        for (JsonNode row : Examples.rows(data.resolve("toxicity_dev.jsonl"))) {
            if (row.get("source").asText().equals("openai_moderation")
                    && row.get("label").asInt() == 0) {
                elsewhere.add(stems(row.get("text").asText()));
            }
        }
        List<JsonNode> rows = Examples.rows(data.resolve("topic_dev.jsonl"));
        List<List<String>> all = new ArrayList<>(elsewhere);
        for (JsonNode row : rows) {
            if (row.get("label").asInt() == 0) {
                all.add(stems(row.get("text").asText()));
            }
        }
        WordVectors own = VectorTraining.of("words-1", all);
        try (OutputStream file = Files.newOutputStream(out.resolve("words.vectors"))) {
            own.write(file);
        }
        WordVectors unseen = VectorTraining.of("words-0", elsewhere);
        StringBuilder figures = new StringBuilder();
        figures.append("stems: ")
                .append(own.size())
                .append(", without clinc150: ")
                .append(unseen.size())
                .append('\n');
        // Of what a policy is about, the vectors know sometimes as much as of clinc150, sometimes as little as without
        // it.
        double[] weights = fit(both(described(rows, unseen), described(rows, own)));
        figures.append("weights: ").append(Arrays.toString(weights)).append('\n');
        figures(rows, unseen, "Vectors without clinc150", figures, weights);
        figures(rows, own, "Vectors that saw its texts, not its labels", figures, weights);
        Files.writeString(out.resolve("topics.figures.md"), figures);
    }

    private static void figures(
            List<JsonNode> rows, WordVectors vectors, String title, StringBuilder figures, double[] weights) {
        figures.append("\n## ").append(title).append("\n\n");
        figures.append(report("a domain by ten examples", trials(rows, vectors, 10, false), weights));
        figures.append(report("a domain by a system prompt", trials(rows, vectors, 0, true), weights));
        figures.append(report("a domain by both", trials(rows, vectors, 10, true), weights));
        figures.append(report("everything in scope by a system prompt", whole(rows, vectors, 0), weights));
        figures.append(
                report("everything in scope by a prompt and 3 examples an intent", whole(rows, vectors, 3), weights));
    }

    private static List<Trial> described(List<JsonNode> rows, WordVectors vectors) {
        return both(
                trials(rows, vectors, 10, false), both(trials(rows, vectors, 0, true), trials(rows, vectors, 3, true)));
    }

    /** Each domain is a topic; what is of other domains or of none is not of it. */
    private static List<Trial> trials(List<JsonNode> rows, WordVectors vectors, int examples, boolean prompt) {
        Map<String, List<JsonNode>> domains = domains(rows);
        List<JsonNode> outside = domains.getOrDefault("oos", List.of());
        Random random = new Random(31);
        List<Trial> trials = new ArrayList<>();
        for (String domain : domains.keySet()) {
            if (domain.equals("oos")) {
                continue;
            }
            List<JsonNode> inside = new ArrayList<>(domains.get(domain));
            Collections.shuffle(inside, random);
            List<String> texts = new ArrayList<>();
            inside.stream()
                    .limit(examples)
                    .forEach(row -> texts.add(row.get("text").asText()));
            if (prompt) {
                texts.addAll(prompt(domain, inside));
            }
            Topic topic = new Topic(domain, texts, vectors);
            inside.stream().skip(examples).limit(300).forEach(row -> trials.add(trial(topic, row, vectors, true)));
            List<JsonNode> others = new ArrayList<>();
            domains.forEach((name, list) -> {
                if (!name.equals(domain) && !name.equals("oos")) {
                    others.addAll(list);
                }
            });
            Collections.shuffle(others, random);
            others.stream().limit(250).forEach(row -> trials.add(trial(topic, row, vectors, false)));
            outside.stream().limit(50).forEach(row -> trials.add(trial(topic, row, vectors, false)));
        }
        return trials;
    }

    /** All intents together are the scope. */
    private static List<Trial> whole(List<JsonNode> rows, WordVectors vectors, int examples) {
        Map<String, List<JsonNode>> domains = domains(rows);
        List<String> texts = new ArrayList<>();
        Map<String, Integer> taken = new TreeMap<>();
        List<JsonNode> rest = new ArrayList<>();
        domains.forEach((domain, list) -> {
            if (!domain.equals("oos")) {
                texts.addAll(prompt(domain, list));
            }
        });
        for (JsonNode row : rows) {
            boolean inside = row.get("label").asInt() == 0;
            if (inside && taken.merge(row.get("intent").asText(), 1, Integer::sum) <= examples) {
                texts.add(row.get("text").asText());
            } else {
                rest.add(row);
            }
        }
        Collections.shuffle(rest, new Random(5));
        Topic scope = new Topic("scope", texts, vectors);
        return rest.stream()
                .filter(row -> row.get("label").asInt() == 1
                        || row.get("text").asText().hashCode() % 6 == 0)
                .map(row -> trial(scope, row, vectors, row.get("label").asInt() == 0))
                .toList();
    }

    /** What somebody who sets up an assistant for this domain would write. */
    private static List<String> prompt(String domain, List<JsonNode> inside) {
        List<String> lines = new ArrayList<>();
        lines.add("You are a helpful assistant for " + domain.replace('_', ' ') + ".");
        inside.stream()
                .map(row -> row.get("intent").asText().replace('_', ' '))
                .distinct()
                .sorted()
                .forEach(intent -> lines.add("You help with " + intent + "."));
        return lines;
    }

    private static Trial trial(Topic topic, JsonNode row, WordVectors vectors, boolean of) {
        return new Trial(
                topic.likeness(Gist.of(row.get("text").asText(), vectors)),
                of,
                row.get("domain").asText());
    }

    private static Map<String, List<JsonNode>> domains(List<JsonNode> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(row -> row.get("domain").asText(), TreeMap::new, Collectors.toList()));
    }

    private static List<Trial> both(List<Trial> one, List<Trial> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** Logistic regression by gradient descent: four numbers need no more. */
    private static double[] fit(List<Trial> trials) {
        double[] weights = new double[4];
        for (int step = 0; step < 4000; step++) {
            double[] gradient = new double[4];
            for (Trial trial : trials) {
                double error = trial.likeness.chance(weights) - (trial.of ? 1 : 0);
                gradient[0] += error;
                gradient[1] += error * trial.likeness.covered();
                gradient[2] += error * trial.likeness.most();
                gradient[3] += error * trial.likeness.nearest();
            }
            for (int i = 0; i < 4; i++) {
                weights[i] -= 3 * gradient[i] / trials.size();
            }
        }
        return weights;
    }

    private static String report(String title, List<Trial> trials, double[] weights) {
        return "### " + title + "\n\n"
                + figures("fitted", trials, trial -> trial.likeness.chance(weights))
                + figures("share of words covered (baseline)", trials, trial -> trial.likeness.covered())
                + figures("words of nearest example", trials, trial -> trial.likeness.most())
                + figures("nearest by vectors", trials, trial -> trial.likeness.nearest())
                + denied(trials, trial -> trial.likeness.chance(weights))
                + denied(trials, trial -> trial.likeness.covered())
                + "\n";
    }

    /** Out of scope is what is looked for. */
    private static String figures(String name, List<Trial> trials, ToDoubleFunction<Trial> inside) {
        List<Example> examples = trials.stream()
                .map(trial -> Example.of("", !trial.of, trial.group, ""))
                .toList();
        double[] scores = trials.stream()
                .mapToDouble(trial -> -inside.applyAsDouble(trial))
                .toArray();
        double[] harmless = IntStream.range(0, scores.length)
                .filter(row -> trials.get(row).of)
                .mapToDouble(row -> scores[row])
                .sorted()
                .toArray();
        StringBuilder line =
                new StringBuilder(String.format(Locale.ROOT, "- %s: AUC %.4f", name, Report.area(examples, scores)));
        for (double rate : new double[] {0.01, 0.05, 0.1}) {
            double threshold = harmless[(int) (harmless.length * (1 - rate))];
            long found = IntStream.range(0, scores.length)
                    .filter(row -> !trials.get(row).of && scores[row] > threshold)
                    .count();
            line.append(String.format(
                    Locale.ROOT,
                    ", recall %.1f %% at FPR %.0f %% (from %.3f)",
                    100.0 * found / (scores.length - harmless.length),
                    100 * rate,
                    threshold));
        }
        return line.append('\n').toString();
    }

    /** The topic itself is what is looked for. */
    private static String denied(List<Trial> trials, ToDoubleFunction<Trial> inside) {
        double[] others = trials.stream()
                .filter(trial -> !trial.of)
                .mapToDouble(inside)
                .sorted()
                .toArray();
        double[] own =
                trials.stream().filter(trial -> trial.of).mapToDouble(inside).toArray();
        StringBuilder line = new StringBuilder("- of the topic:");
        for (double rate : new double[] {0.01, 0.05, 0.1}) {
            double threshold = others[(int) (others.length * (1 - rate))];
            long found = Arrays.stream(own).filter(score -> score > threshold).count();
            line.append(String.format(
                    Locale.ROOT,
                    " recall %.1f %% at FPR %.0f %% (from %.3f)",
                    100.0 * found / own.length,
                    100 * rate,
                    threshold));
        }
        return line.append('\n').toString();
    }

    private static List<String> stems(String text) {
        List<String> stems = Stems.of(text);
        return stems.size() > MAX_STEMS ? stems.subList(0, MAX_STEMS) : stems;
    }
}
