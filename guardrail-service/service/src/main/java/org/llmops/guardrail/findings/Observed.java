package org.llmops.guardrail.findings;

import java.util.List;

/**
 * A screening and what shadows found in its texts.
 *
 * @param shadowed in the order of the shadows and of the texts
 */
record Observed(Observation observation, List<Shadowed> shadowed) {
    Observed {
        shadowed = List.copyOf(shadowed);
    }

    /** What one version in shadow found in one text. */
    record Shadowed(
            org.llmops.guardrail.policies.PolicyRef version,
            Observation.Text text,
            List<org.llmops.guardrail.redacting.Finding> findings) {
        Shadowed {
            findings = List.copyOf(findings);
        }
    }
}
