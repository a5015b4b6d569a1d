package org.llmops.guardrail.answers;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
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
    public Map<String, String> explains() {
        return Map.of(
                "prompts",
                "Prompts that must not leak, beside the system prompt of the call",
                "public_texts",
                "What may be repeated though it stands in a prompt",
                "canaries",
                "Marks that stand in prompts for no other purpose, with 8 letters and digits at least",
                "min_words",
                "So many words in a row are a leak, 6 to 200",
                "canary_prefix",
                "Words of a prompt that begin so are canaries; default canary-");
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
