package org.llmops.guardrail.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.llmops.guardrail.learning.Example;
import org.llmops.guardrail.learning.Examples;
import org.llmops.guardrail.normalising.NormalisedText;
import org.llmops.guardrail.normalising.Normaliser;

/** The labelled texts that the toxicity model learns from, and ordinary questions that nobody should take for toxic. */
final class ToxicityExamples {
    /** One source must not drown the other. */
    private static final int MAX_OF_KIND = 5000;

    private static final int MAX_ORDINARY = 700;

    private static final Set<String> ORDINARY = Set.of(
            "banking77",
            "clinc150",
            "flan_cot",
            "oasst",
            "self_instruct_seed_tasks",
            "self_instruct_user_oriented",
            "t0_templates",
            "cyberseceval_frr",
            "deepset_train");

    private ToxicityExamples() {}

    static List<Example> of(Path guardrails) throws IOException {
        List<Example> examples = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Example example : shuffled(Examples.read(guardrails.resolve("toxicity_dev.jsonl")))) {
            if (counts.merge(example.source() + example.positive(), 1, Integer::sum) <= MAX_OF_KIND) {
                examples.add(prepared(example));
            }
        }
        List<Example> ordinary = new ArrayList<>();
        for (JsonNode row : Examples.rows(guardrails.resolve("injection_dev.jsonl"))) {
            String source = row.get("source").asText();
            if (row.get("label").asInt() == 0 && ORDINARY.contains(source)) {
                ordinary.add(Example.of(row.get("text").asText(), false, source, "ordinary"));
            }
        }
        for (Example example : shuffled(ordinary)) {
            if (counts.merge(example.source(), 1, Integer::sum) <= MAX_ORDINARY) {
                examples.add(prepared(example));
            }
        }
        return Examples.withoutCopies(examples);
    }

    /** As the detector sees it, without what only says where it was published. */
    private static Example prepared(Example example) {
        String folded = read(example.text());
        StringBuilder text = new StringBuilder();
        for (String word : folded.split("\\s+")) {
            boolean published = word.startsWith("@")
                    || word.startsWith("http")
                    || word.equals("RT")
                    || word.startsWith("<Person")
                    || word.startsWith("<Organization");
            if (!published) {
                text.append(text.isEmpty() ? "" : " ").append(word);
            }
        }
        String clean = text.toString();
        return Example.of(clean, example.positive(), example.source(), example.group())
                .with(ToxicityModel.signals(WordRules.own().in(clean)));
    }

    private static String read(String text) {
        NormalisedText read = Normaliser.of(text);
        return read.decoded().stream()
                .filter(inner -> inner.encoding().equals("html"))
                .findFirst()
                .orElse(read)
                .text();
    }

    private static List<Example> shuffled(List<Example> examples) {
        List<Example> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, new Random(17));
        return shuffled;
    }
}
