package org.llmops.guardrail.screening;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.redacting.Replacement;

/**
 * Asks for texts of one call to be screened together.
 *
 * @param known what to restore, on the way out
 * @param tried the version to screen with; absent: the one in force
 */
public record ScreenTexts(
        Direction direction,
        List<Segment> segments,
        List<Replacement> known,
        @Nullable PolicyRef tried) {
    public ScreenTexts {
        segments = List.copyOf(segments);
        known = List.copyOf(known);
    }

    int length() {
        return segments.stream().mapToInt(segment -> segment.text().length()).sum();
    }
}
