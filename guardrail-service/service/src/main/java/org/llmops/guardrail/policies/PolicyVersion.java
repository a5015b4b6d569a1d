package org.llmops.guardrail.policies;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One version of a policy, for ever as it was published. */
@Entity
@Immutable
@Table(name = "policy_version")
public class PolicyVersion {
    @EmbeddedId
    private Key key;

    @Column
    @Convert(converter = RailsColumn.class)
    private List<Rail> rails;

    @Column
    @Enumerated(EnumType.STRING)
    private Verdict unscanned;

    @Column(name = "deadline_ms")
    private @Nullable Integer deadlineMs;

    @Column(name = "published_by")
    private String publishedBy;

    @Column(name = "published_at")
    private Instant publishedAt;

    protected PolicyVersion() {}

    PolicyVersion(Policy.Key policy, int version, PolicyDraft draft, String publishedBy, Instant publishedAt) {
        this.key = new Key(policy.workspace(), policy.name(), version);
        this.rails = draft.rails();
        this.unscanned = draft.unscanned();
        this.deadlineMs = draft.deadlineMs();
        this.publishedBy = publishedBy;
        this.publishedAt = publishedAt;
    }

    public PolicyRef ref() {
        return new PolicyRef(new PolicyName(key.policy), key.version);
    }

    public List<Rail> rails() {
        return rails;
    }

    /** What is done with text beyond the size limit. */
    public Verdict unscanned() {
        return unscanned;
    }

    /** Within how much time a request is screened; absent: the service's setting. */
    public @Nullable Integer deadlineMs() {
        return deadlineMs;
    }

    public String publishedBy() {
        return publishedBy;
    }

    Instant publishedAt() {
        return publishedAt;
    }

    /** A version's number in its policy. */
    @Embeddable
    record Key(String workspace, String policy, int version) {}
}
