package org.llmops.guardrail.vault;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.llmops.platform.identity.WorkspaceId;

/** A document that says who may have which values back; the latest word counts at once. */
@Entity
@Table(name = "reveal_policy")
class RevealPolicy {
    @EmbeddedId
    private Key key;

    @Column(name = "document")
    @Convert(converter = TermsColumn.class)
    private RevealTerms terms;

    @Column(name = "changed_by")
    private String changedBy;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected RevealPolicy() {}

    RevealPolicy(WorkspaceId workspace, String name, RevealTerms terms, String changedBy, Instant changedAt) {
        this.key = new Key(workspace.value(), name);
        this.terms = terms;
        this.changedBy = changedBy;
        this.changedAt = changedAt;
    }

    String name() {
        return key.name;
    }

    RevealTerms terms() {
        return terms;
    }

    String changedBy() {
        return changedBy;
    }

    Instant changedAt() {
        return changedAt;
    }

    /** Names a policy. */
    @Embeddable
    record Key(
            @Column(name = "workspace") String workspace,
            @Column(name = "name") String name) {}
}
