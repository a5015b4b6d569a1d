package org.llmops.guardrail.trying;

import java.util.List;
import java.util.Map;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Direction;

/**
 * A text to try a policy on.
 *
 * @param around the other texts of the call, with an answer
 * @param attributes of the call it belongs to
 */
public record TriedText(
        Direction direction, Source source, String text, List<Scene.Around> around, Map<String, String> attributes) {
    public TriedText {
        around = List.copyOf(around);
        attributes = Map.copyOf(attributes);
    }

    public static TriedText of(Direction direction, Source source, String text) {
        return new TriedText(direction, source, text, List.of(), Map.of());
    }

    /** Without the text, which must not get into a log. */
    @Override
    public String toString() {
        return direction + " " + source;
    }
}
