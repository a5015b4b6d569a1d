package org.llmops.prompt.labelling;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.llmops.prompt.catalog.Prompt;
import org.llmops.prompt.catalog.PromptName;

/** One move of a label, its coming and its going included, for ever as it happened. */
@Entity
@Immutable
@Table(name = "prompt_label_move")
class LabelMove {
    @EmbeddedId
    private Key key;

    @Column
    private String label;

    @Column(name = "from_version")
    private @Nullable Integer fromVersion;

    @Column(name = "to_version")
    private @Nullable Integer toVersion;

    @Column(name = "moved_by")
    private String movedBy;

    @Column(name = "moved_at")
    private Instant movedAt;

    protected LabelMove() {}

    /**
     * @param from absent when the label is new
     * @param to absent when the label is removed
     */
    LabelMove(Prompt prompt, LabelName label, @Nullable Integer from, @Nullable Integer to, String by, Instant at) {
        this.key = new Key(prompt.workspace(), prompt.name().value(), prompt.countLabelMove());
        this.label = label.value();
        this.fromVersion = from;
        this.toVersion = to;
        this.movedBy = by;
        this.movedAt = at;
    }

    PromptName prompt() {
        return new PromptName(key.prompt);
    }

    int number() {
        return key.move;
    }

    String label() {
        return label;
    }

    @Nullable
    Integer fromVersion() {
        return fromVersion;
    }

    @Nullable
    Integer toVersion() {
        return toVersion;
    }

    boolean isRemoval() {
        return toVersion == null;
    }

    String movedBy() {
        return movedBy;
    }

    Instant movedAt() {
        return movedAt;
    }

    /** A move's place in the order of all moves of its prompt's labels. */
    @Embeddable
    record Key(String workspace, String prompt, int move) {}
}
