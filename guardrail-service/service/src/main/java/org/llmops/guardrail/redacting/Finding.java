package org.llmops.guardrail.redacting;

import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.policies.Action;

/**
 * Something a rule matched; never the matched text itself.
 *
 * @param segmentId the segment or channel it was found in
 * @param start first character in the original text, in Unicode code points
 * @param end one past the last character
 * @param placeholder what stands in its place, when it was redacted
 */
public record Finding(
        String segmentId,
        String ruleId,
        String entity,
        int start,
        int end,
        double score,
        Action action,
        String reason,
        @Nullable String placeholder) {
    static Finding of(String segmentId, Span.Found found, @Nullable String placeholder) {
        return new Finding(
                segmentId,
                found.rail().id(),
                found.match().entity(),
                found.start(),
                found.end(),
                found.match().score(),
                found.rail().action(),
                found.match().reason(),
                placeholder);
    }
}
