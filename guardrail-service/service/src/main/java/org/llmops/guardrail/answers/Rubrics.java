package org.llmops.guardrail.answers;

import java.util.List;

/** Ready rubrics for detectors that have a model judge: each says when it applies and when it does not. */
public final class Rubrics {
    private static final List<String> NAMES =
            List.of("tone", "brand_voice", "politeness", "medical_advice", "financial_advice");

    private Rubrics() {}

    public static List<String> names() {
        return NAMES;
    }

    /** The text of one of {@link #names()}. */
    public static String text(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("No rubric is called " + name);
        }
        return Resources.text("rubrics/" + name + ".txt").strip();
    }
}
