package org.llmops.guardrail.findings;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.enforcing.AppliedPolicies;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.platform.identity.WorkspaceId;

/**
 * A screening that is over, waiting to be written down.
 *
 * @param callId empty when the call has no name
 * @param texts as far as they are kept: only while it waits, unless the workspace asks for more
 */
record Observation(
        WorkspaceId workspace,
        String callId,
        Direction direction,
        Map<String, String> attributes,
        List<Text> texts,
        Verdict verdict,
        List<Finding> findings,
        AppliedPolicies policies,
        Instant at) {
    Observation {
        attributes = Map.copyOf(attributes);
        texts = List.copyOf(texts);
        findings = List.copyOf(findings);
    }

    /**
     * One of its texts.
     *
     * @param text its beginning, or all of it
     * @param isWhole whether it is all of it
     */
    record Text(String segment, Source source, String text, boolean isWhole) {
        int codePoints() {
            return text.codePointCount(0, text.length());
        }

        @Override
        public String toString() {
            return segment;
        }
    }

    long characters() {
        return texts.stream().mapToLong(text -> text.text().length()).sum();
    }

    /** What decides whether it belongs to a sample: of one call, all screenings do or none. */
    String sampledBy() {
        return callId.isEmpty() ? at.toString() + hashCode() : callId;
    }

    @Override
    public String toString() {
        return workspace + "/" + callId;
    }
}
