package org.llmops.guardrail.answers;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** The detector of prompts that an answer gives away. */
@Singleton
public final class PromptLeak implements DetectorType {
    static final String ENTITY = "PROMPT_LEAK";

    private static final int MAX_CANARIES = 20;

    @Override
    public String name() {
        return "prompt_leak";
    }

    @Override
    public String description() {
        return "Finds what an answer repeats of the call's system prompt or of the rail's prompts, word for word or nearly, "
                + "encoded too, and canaries in most disguises; a prompt retold in other words or another language passes.";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Stage stage() {
        return Stage.DETERMINISTIC;
    }

    @Override
    public boolean looksInside() {
        return true;
    }

    @Override
    public boolean looksAround() {
        return true;
    }

    @Override
    public Detector compile(Parameters parameters) {
        List<String> prompts = parameters.texts("prompts", List.of());
        List<String> open = parameters.texts("public_texts", List.of());
        List<String> canaries = parameters.texts("canaries", List.of());
        int minWords = parameters.whole("min_words", 6, 200, 12);
        String prefix = Objects.requireNonNullElse(parameters.text("canary_prefix"), "canary-");
        if (canaries.size() > MAX_CANARIES) {
            canaries = parameters.fault("canaries", "At most " + MAX_CANARIES + " canaries", List.of());
        }
        if (!canaries.stream().allMatch(Canaries::fits)) {
            canaries = parameters.fault(
                    "canaries",
                    "Each with " + Canaries.MIN_LENGTH + " to " + Canaries.MAX_LENGTH + " letters and digits of ASCII",
                    List.of());
        }
        return new LeakDetector(prompts, open, canaries, prefix, minWords);
    }
}
