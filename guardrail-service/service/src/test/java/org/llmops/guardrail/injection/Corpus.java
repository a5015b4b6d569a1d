package org.llmops.guardrail.injection;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.learning.Example;
import org.llmops.guardrail.learning.Examples;

/** What users say among the labelled texts of the shared data, cut into windows to train with. */
final class Corpus {
    private static final int WINDOWS_PER_TEXT = 4;

    private final Path folder;
    private final Path golden;

    /** @param folder the shared data */
    Corpus(Path folder) {
        this.folder = folder.resolve("guardrails");
        this.golden = folder.resolve("evals/golden");
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
        examples.addAll(programs());
        examples.addAll(OrdinaryTexts.all());
        examples.addAll(WorkingTexts.all());
        List<Example> made = MadeTexts.all();
        examples.addAll(made);
        examples.addAll(Disguised.of(made));
        examples.addAll(MadeSuffixes.all());
        return Contradictions.removed(Examples.withoutCopies(examples), Corpus::family);
    }

    /** Tasks for programmers with their solutions: the labelled prompts hold hardly any code. */
    private List<Example> programs() throws IOException {
        List<Example> programs = new ArrayList<>();
        for (JsonNode row : Examples.rows(golden.resolve("HumanEval.jsonl.gz"))) {
            String text =
                    row.get("prompt").asText() + row.get("canonical_solution").asText();
            programs.add(Example.of(text, false, "humaneval", "en code"));
        }
        return programs;
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

    static Example observed(Example text, String window, Observer observer) {
        Observation observation = observer.observe(window);
        Example example = Example.of(observation.readable(), text.positive(), text.source(), text.group())
                .with(observation.signals());
        return text.training() ? example : example.forMeasuringOnly();
    }
}
