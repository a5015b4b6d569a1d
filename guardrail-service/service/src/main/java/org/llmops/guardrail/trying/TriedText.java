package org.llmops.guardrail.trying;

import java.util.Map;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Direction;

/**
 * A text to try a policy on.
 *
 * @param attributes of the call it belongs to
 */
public record TriedText(Direction direction, Source source, String text, Map<String, String> attributes) {
    public TriedText {
        attributes = Map.copyOf(attributes);
    }

    public static TriedText of(Direction direction, Source source, String text) {
        return new TriedText(direction, source, text, Map.of());
    }

    /** Without the text, which must not get into a log. */
    @Override
    public String toString() {
        return direction + " " + source;
    }
}
