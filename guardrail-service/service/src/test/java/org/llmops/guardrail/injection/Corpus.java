package org.llmops.guardrail.injection;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.learning.Example;
import org.llmops.guardrail.learning.Examples;

/** The labelled texts of the shared data, sorted into what users say and what is data, and cut into windows to train with. */
final class Corpus {
    private static final int WINDOWS_PER_TEXT = 4;
    private static final int PASSAGES_PER_TEXT = 4;
    private static final int LONGEST_ORDER = 240;

    /** Harmless requests, as assistants get them. */
    private static final Set<String> ORDERING =
            Set.of("self_instruct_seed_tasks", "self_instruct_user_oriented", "oasst", "neuralchemy");

    private final Path folder;

    /** @param folder the shared data */
    Corpus(Path folder) {
        this.folder = folder.resolve("guardrails");
    }

    /** Sources that are related are left out of a training together. */
    static String family(Example example) {
        String source = example.source();
        int end = source.indexOf('_');
        return end < 0 ? source : source.substring(0, end);
    }

    /** What users write: whole texts. */
    List<Example> user() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (JsonNode row : Examples.rows(folder.resolve("injection_dev.jsonl"))) {
            String source = row.get("source").asText();
            String kind = row.get("kind").asText();
            if (source.startsWith("bipia") || source.equals("asb")) {
                continue;
            }
            Example example = Example.of(
                    row.get("text").asText(),
                    row.get("label").asInt() == 1 && !kind.equals("CONTROL"),
                    source,
                    row.get("lang").asText() + " " + kind);
            // Questions in other languages are harmful in this set only: a model would learn the languages.
            boolean foreign = source.equals("cyberseceval_mt") || kind.equals("indirect");
            examples.add(foreign ? example.forMeasuringOnly() : example);
        }
        examples.addAll(OrdinaryTexts.all());
        examples.addAll(MadeTexts.all());
        return Contradictions.removed(Examples.withoutCopies(examples), Corpus::family);
    }

    /** What tools and documents say: whole texts. */
    List<Example> data() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (JsonNode row : Examples.rows(folder.resolve("injection_dev.jsonl"))) {
            String source = row.get("source").asText();
            if (source.startsWith("bipia") || source.equals("asb")) {
                examples.add(Example.of(
                        row.get("text").asText(),
                        row.get("label").asInt() == 1,
                        source,
                        row.get("kind").asText()));
            }
        }
        Set<String> known = new HashSet<>();
        for (JsonNode row : Examples.rows(folder.resolve("groundedness_dev.jsonl"))) {
            String text = row.get("context").asText();
            if (known.add(text)) {
                examples.add(Example.of(text, false, row.get("source").asText(), "context"));
            }
        }
        int posts = 0;
        for (JsonNode row : Examples.rows(folder.resolve("toxicity_dev.jsonl"))) {
            if (posts++ % 40 == 0) {
                examples.add(Example.of(
                        row.get("text").asText(), false, row.get("source").asText(), "post"));
            }
        }
        for (JsonNode row : Examples.rows(folder.resolve("pii_dev.jsonl"))) {
            examples.add(Example.of(
                    row.get("text").asText(), false, row.get("source").asText(), "form"));
        }
        return examples;
    }

    /** Windows of texts, each with the rules that hold in it: enough of a long text to know it, and some passages alone. */
    static List<Example> windows(List<Example> texts, Observer observer) {
        Random random = new Random(3);
        List<Example> windows = new ArrayList<>();
        for (Example text : texts) {
            List<Passage> passages = Passages.of(text.text());
            int taken = 0;
            int least = Integer.MAX_VALUE;
            for (int i = passages.size() - 1; i >= 0 && taken < WINDOWS_PER_TEXT; i--) {
                Passage passage = passages.get(i);
                if (passage.start() + passage.length() <= least) {
                    Window window = Window.of(passage);
                    windows.add(observed(text, window.text(), observer));
                    least = passage.start() - window.before();
                    taken++;
                }
            }
            if (!text.positive() && passages.size() > 1) {
                String alone = passages.get(random.nextInt(passages.size())).text();
                windows.add(observed(text, alone, observer));
            }
        }
        return windows;
    }

    /**
     * Passages, each on its own: sentences of documents against orders to an assistant, attacks and harmless ones alike, for
     * in a document neither belongs.
     */
    List<Example> dataPassages(List<Example> texts, Observer observer) throws IOException {
        Set<String> ofDocuments = new HashSet<>();
        for (Example text : texts) {
            if (!text.positive()) {
                Passages.of(text.text())
                        .forEach(passage -> ofDocuments.add(passage.text().strip()));
            }
        }
        Random random = new Random(4);
        List<Example> passages = new ArrayList<>();
        for (Example text : texts) {
            List<Passage> all = new ArrayList<>(Passages.of(text.text()));
            Collections.shuffle(all, random);
            int taken = 0;
            for (Passage passage : all) {
                String stripped = passage.text().strip();
                boolean foreign = !ofDocuments.contains(stripped) && stripped.length() < LONGEST_ORDER;
                boolean fits = text.positive() ? foreign && stripped.indexOf('|') < 0 : taken < PASSAGES_PER_TEXT;
                if (fits && !stripped.isEmpty()) {
                    passages.add(asData(observed(text, passage.text(), observer)));
                    taken++;
                }
            }
        }
        int row = 0;
        for (Example order : user()) {
            boolean asks = !order.positive() && ORDERING.contains(order.source())
                    || order.positive() && order.training() && row++ % 6 == 0;
            if (asks && order.text().length() < LONGEST_ORDER) {
                String source = "orders_" + order.source() + (order.positive() ? "_attacks" : "");
                passages.add(asData(observed(Example.of(order.text(), true, source, "order"), order.text(), observer)));
            }
        }
        return Examples.withoutCopies(passages);
    }

    private static Example asData(Example passage) {
        return Example.of(
                        InjectionDetector.asData(new Observation(passage.text(), List.of())),
                        passage.positive(),
                        passage.source(),
                        passage.group())
                .with(passage.signals());
    }

    static Example observed(Example text, String window, Observer observer) {
        Observation observation = observer.observe(window);
        Example example = Example.of(observation.readable(), text.positive(), text.source(), text.group())
                .with(observation.signals());
        return text.training() ? example : example.forMeasuringOnly();
    }
}
