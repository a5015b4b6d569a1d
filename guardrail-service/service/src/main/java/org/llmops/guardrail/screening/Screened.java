package org.llmops.guardrail.screening;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.enforcing.AppliedPolicies;
import org.llmops.guardrail.placeholders.Replacement;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.Directive;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.guardrail.redacting.Unscanned;
import org.llmops.platform.identity.WorkspaceId;

/**
 * A request or a stream has been screened with the policy in force.
 *
 * @param callId empty when the call has no name
 * @param texts as they came; of a stream only as much as {@code llmops.screening.shown-characters} allows
 * @param issued what was replaced and can be restored
 * @param policy absent when none is in force
 * @param policies all that screened it, and those that only look on
 */
public record Screened(
        WorkspaceId workspace,
        String callId,
        Direction direction,
        Map<String, String> attributes,
        List<Segment> texts,
        Verdict verdict,
        List<Finding> findings,
        List<Directive> directives,
        List<Unscanned> unscanned,
        List<Replacement> issued,
        @Nullable PolicyRef policy,
        AppliedPolicies policies) {
    /** Without anything of the texts. */
    @Override
    public String toString() {
        return "call '" + callId + "' in " + workspace + ": " + verdict;
    }
}
