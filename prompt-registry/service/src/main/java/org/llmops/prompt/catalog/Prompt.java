package org.llmops.prompt.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.llmops.prompt.PromptProblem;

/** A named line of versions. Whoever changes anything below it holds its row lock, so its counters have no gaps. */
@Entity
public class Prompt {
    @EmbeddedId
    private Key key;

    @Column
    @Enumerated(EnumType.STRING)
    private PromptKind kind;

    @Column(name = "latest_version")
    private int latestVersion;

    @Column(name = "label_moves")
    private int labelMoves;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "published_at")
    private Instant publishedAt;

    protected Prompt() {}

    /** The next version. It exists once it is added, under the same lock. */
    public PromptVersion publish(Draft draft, String author, Instant now) {
        if (draft.kind() != kind) {
            throw PromptProblem.KIND_DIFFERS.at(
                    "kind", "All versions of this prompt are of kind '%s'".formatted(kind.wireName()));
        }
        latestVersion++;
        publishedAt = now;
        return new PromptVersion(this, latestVersion, draft, author, now);
    }

    /** Numbers have no gaps, so the latest one tells which exist. */
    public void refuseUnknown(int version) {
        if (version < 1 || version > latestVersion) {
            throw PromptVersions.unknown(name(), version);
        }
    }

    /** The number of the next move of any of this prompt's labels. */
    public int countLabelMove() {
        return ++labelMoves;
    }

    public PromptName name() {
        return new PromptName(key.name);
    }

    public String workspace() {
        return key.workspace;
    }

    public PromptKind kind() {
        return kind;
    }

    /** What the computed label `latest` means. */
    public int latestVersion() {
        return latestVersion;
    }

    public String createdBy() {
        return createdBy;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** When the latest version was published. */
    public Instant publishedAt() {
        return publishedAt;
    }

    /** A prompt's name in its workspace. */
    @Embeddable
    public record Key(String workspace, String name) {}
}
