package org.llmops.guardrail.enforcing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;

/**
 * A version that screens calls at a place.
 *
 * @param stage SHADOW or ENFORCE
 * @param demoted rules of the version that only report
 */
@RegisterForReflection
record StandingRow(Place place, String name, String policy, int version, Stage stage, List<String> demoted) {
    StandingRow {
        demoted = List.copyOf(demoted);
    }

    StandingVersion standing() {
        return new StandingVersion(new PolicyRef(new PolicyName(policy), version), demoted);
    }
}
