package org.llmops.guardrail.findings;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Direction;

/** A recorded text, opened. */
public record Sample(
        @Nullable String callId,
        String segment,
        Direction direction,
        Source source,
        Map<String, String> attributes,
        String text) {
    /** Without the text, which must not get into a log. */
    @Override
    public String toString() {
        return callId + "/" + segment;
    }
}
