package org.llmops.guardrail.releases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The policy in force in the whole workspace as JSON. */
@RegisterForReflection
@Schema(name = "EnforcedPolicy")
record EnforcedPolicyBody(String name, int version, String enforcedBy, Instant enforcedAt) {
    /** It is in force since it was both attached and enforced. */
    static EnforcedPolicyBody of(Attachment attachment, StagedVersion version) {
        boolean attachedLast = attachment.attachedAt().isAfter(version.movedAt());
        return new EnforcedPolicyBody(
                attachment.policy(),
                version.version(),
                attachedLast ? attachment.attachedBy() : version.movedBy(),
                attachedLast ? attachment.attachedAt() : version.movedAt());
    }
}
