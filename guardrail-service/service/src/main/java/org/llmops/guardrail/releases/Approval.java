package org.llmops.guardrail.releases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Somebody's word for one version. Versions never change, so it never goes stale.
 *
 * @param roles the approver's, when they approved
 */
@RegisterForReflection
@Schema(name = "PolicyApproval")
record Approval(String policy, int version, String approver, Set<String> roles, String note, Instant approvedAt) {
    Approval {
        roles = Set.copyOf(roles);
    }
}
