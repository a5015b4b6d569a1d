package org.llmops.prompt.catalog;

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
import java.util.Optional;
import java.util.SortedSet;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One version of a prompt, for ever as it was published. */
@Entity
@Immutable
@Table(name = "prompt_version")
public class PromptVersion {
    @EmbeddedId
    private Key key;

    @Column
    @Enumerated(EnumType.STRING)
    private PromptKind kind;

    @Column
    @Convert(converter = MessagesColumn.class)
    private List<PromptMessage> messages;

    @Column
    private @Nullable String config;

    @Column(name = "commit_message")
    private String commitMessage;

    @Column
    private String author;

    @Column(name = "published_at")
    private Instant publishedAt;

    protected PromptVersion() {}

    PromptVersion(Prompt prompt, int number, Draft draft, String author, Instant publishedAt) {
        this.key = new Key(prompt.workspace(), prompt.name().value(), number);
        this.kind = draft.kind();
        this.messages = draft.messages();
        this.config = draft.config() == null ? null : draft.config().json();
        this.commitMessage = draft.commitMessage();
        this.author = author;
        this.publishedAt = publishedAt;
    }

    public PromptName prompt() {
        return new PromptName(key.prompt);
    }

    public int number() {
        return key.version;
    }

    public PromptKind kind() {
        return kind;
    }

    public List<PromptMessage> messages() {
        return messages;
    }

    public SortedSet<String> variables() {
        return Draft.variablesOf(messages);
    }

    public Optional<PromptConfig> config() {
        return Optional.ofNullable(config).map(PromptConfig::new);
    }

    public String commitMessage() {
        return commitMessage;
    }

    public String author() {
        return author;
    }

    public Instant publishedAt() {
        return publishedAt;
    }

    /** A version's number in its prompt. */
    @Embeddable
    public record Key(String workspace, String prompt, int version) {}
}
