package org.llmops.guardrail.vault;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A reveal policy as JSON. */
@RegisterForReflection
@Schema(name = "RevealPolicy")
record RevealPolicyBody(
        String name,
        List<String> roles,
        List<String> apps,
        List<String> entities,
        List<String> sinks,
        String changedBy,
        Instant changedAt) {
    static RevealPolicyBody of(RevealPolicy policy) {
        RevealTerms terms = policy.terms();
        return new RevealPolicyBody(
                policy.name(),
                terms.roles(),
                terms.apps(),
                terms.entities(),
                terms.sinks(),
                policy.changedBy(),
                policy.changedAt());
    }
}
