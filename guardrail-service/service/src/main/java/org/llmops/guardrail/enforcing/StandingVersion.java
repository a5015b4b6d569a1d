package org.llmops.guardrail.enforcing;

import java.util.List;
import org.llmops.guardrail.policies.PolicyRef;

/** A version as it screens now: with some of its rules demoted. */
record StandingVersion(PolicyRef ref, List<String> demoted) {
    StandingVersion {
        demoted = List.copyOf(demoted);
    }
}
