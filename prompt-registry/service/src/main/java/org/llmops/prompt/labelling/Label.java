package org.llmops.prompt.labelling;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.llmops.prompt.catalog.Prompt;

/** Points at one version of its prompt; changed only under the prompt's row lock. */
@Entity
@Table(name = "prompt_label")
public class Label {
    @EmbeddedId
    private Key key;

    @Column
    private int version;

    @Column(name = "moved_by")
    private String movedBy;

    @Column(name = "moved_at")
    private Instant movedAt;

    protected Label() {}

    Label(Prompt prompt, LabelName name, int version, String movedBy, Instant movedAt) {
        this.key = new Key(prompt.workspace(), prompt.name().value(), name.value());
        this.version = version;
        this.movedBy = movedBy;
        this.movedAt = movedAt;
    }

    void moveTo(int target, String by, Instant at) {
        version = target;
        movedBy = by;
        movedAt = at;
    }

    public String prompt() {
        return key.prompt;
    }

    public LabelName name() {
        return new LabelName(key.label);
    }

    public int version() {
        return version;
    }

    String movedBy() {
        return movedBy;
    }

    Instant movedAt() {
        return movedAt;
    }

    /** A label's name on its prompt. */
    @Embeddable
    public record Key(String workspace, String prompt, String label) {}
}
