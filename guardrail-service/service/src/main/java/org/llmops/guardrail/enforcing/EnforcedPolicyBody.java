package org.llmops.guardrail.enforcing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The policy in force as JSON. */
@RegisterForReflection
@Schema(name = "EnforcedPolicy")
record EnforcedPolicyBody(String name, int version, String enforcedBy, Instant enforcedAt) {
    static EnforcedPolicyBody of(EnforcedPolicy enforced) {
        return new EnforcedPolicyBody(
                enforced.policy().name().value(),
                enforced.policy().version(),
                enforced.enforcedBy(),
                enforced.enforcedAt());
    }
}
