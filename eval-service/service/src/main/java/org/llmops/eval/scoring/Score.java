package org.llmops.eval.scoring;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.llmops.platform.identity.WorkspaceId;

/** What one version of a scorer found of one call. */
@Entity
@Immutable
@Table(name = "score")
@IdClass(Score.Key.class)
public class Score {
    @Id
    @Column(columnDefinition = "text")
    private String workspace;

    @Id
    private UUID id;

    @Column(name = "call_id")
    private UUID callId;

    @Column(columnDefinition = "text")
    private String scorer;

    @Column(name = "scorer_version")
    private int scorerVersion;

    @Column
    private BigDecimal value;

    @Column(columnDefinition = "text")
    private String reason;

    @Column(name = "scored_at")
    private Instant scoredAt;

    protected Score() {}

    Score(WorkspaceId workspace, UUID id, UUID callId, Scorer scorer, Judgement judgement, Instant scoredAt) {
        this.workspace = workspace.value();
        this.id = id;
        this.callId = callId;
        this.scorer = scorer.name();
        this.scorerVersion = scorer.version();
        this.value = judgement.value();
        this.reason = judgement.reason();
        this.scoredAt = scoredAt;
    }

    String workspace() {
        return workspace;
    }

    public UUID id() {
        return id;
    }

    UUID callId() {
        return callId;
    }

    String scorer() {
        return scorer;
    }

    int scorerVersion() {
        return scorerVersion;
    }

    BigDecimal value() {
        return value;
    }

    String reason() {
        return reason;
    }

    Instant scoredAt() {
        return scoredAt;
    }

    /** Names a score. */
    record Key(String workspace, UUID id) implements Serializable {}
}
