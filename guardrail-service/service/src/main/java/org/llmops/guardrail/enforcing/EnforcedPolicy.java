package org.llmops.guardrail.enforcing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.platform.identity.WorkspaceId;

/** The version in force in a workspace, and who put it in force when. */
@Entity
@Immutable
@Table(name = "enforced_policy")
class EnforcedPolicy {
    @Id
    private String workspace;

    @Column
    private String policy;

    @Column
    private int version;

    @Column(name = "enforced_by")
    private String enforcedBy;

    @Column(name = "enforced_at")
    private Instant enforcedAt;

    protected EnforcedPolicy() {}

    EnforcedPolicy(WorkspaceId workspace, PolicyRef ref, String enforcedBy, Instant enforcedAt) {
        this.workspace = workspace.value();
        this.policy = ref.name().value();
        this.version = ref.version();
        this.enforcedBy = enforcedBy;
        this.enforcedAt = enforcedAt;
    }

    PolicyRef policy() {
        return new PolicyRef(new PolicyName(policy), version);
    }

    String workspace() {
        return workspace;
    }

    String enforcedBy() {
        return enforcedBy;
    }

    Instant enforcedAt() {
        return enforcedAt;
    }
}
