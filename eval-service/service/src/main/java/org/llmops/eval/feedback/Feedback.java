package org.llmops.eval.feedback;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.StoredText;
import org.llmops.platform.identity.Caller;

/** What somebody thought of an answer. What replaces it is new feedback, so this never changes but for being replaced. */
@Entity
@Table(name = "feedback")
@IdClass(Feedback.Key.class)
class Feedback {
    @Id
    @Column(columnDefinition = "text")
    private String workspace;

    @Id
    private UUID id;

    @Column(name = "call_id")
    private UUID callId;

    @Column(columnDefinition = "text")
    private String name;

    @Column
    private BigDecimal value;

    @Column(columnDefinition = "text")
    private @Nullable String comment;

    @Column(name = "given_by", columnDefinition = "text")
    private String givenBy;

    @Column(name = "giver_kind", columnDefinition = "text")
    private String giverKind;

    @Column(name = "given_at")
    private Instant givenAt;

    @Column(name = "replaced_at")
    private @Nullable Instant replacedAt;

    protected Feedback() {}

    Feedback(Caller giver, UUID id, GiveFeedback command, Instant givenAt) {
        this.workspace = giver.workspace().value();
        this.id = id;
        this.callId = command.callId();
        this.name = command.nameOrDefault();
        this.value = command.value().value();
        this.comment = command.comment() == null ? null : StoredText.orNull(command.comment());
        this.givenBy = giver.subject();
        this.giverKind = giver.kind().name().toLowerCase(Locale.ROOT);
        this.givenAt = givenAt;
    }

    String workspace() {
        return workspace;
    }

    UUID id() {
        return id;
    }

    UUID callId() {
        return callId;
    }

    String name() {
        return name;
    }

    BigDecimal value() {
        return value;
    }

    @Nullable
    String comment() {
        return comment;
    }

    String givenBy() {
        return givenBy;
    }

    String giverKind() {
        return giverKind;
    }

    Instant givenAt() {
        return givenAt;
    }

    @Nullable
    Instant replacedAt() {
        return replacedAt;
    }

    /** Names feedback. */
    record Key(String workspace, UUID id) implements Serializable {}
}
