package org.llmops.guardrail.policies;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;

/** A named line of versions. Whoever publishes holds its row lock, so its versions have no gaps. */
@Entity
class Policy {
    @EmbeddedId
    private Key key;

    @Column(name = "latest_version")
    private int latestVersion;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "published_at")
    private Instant publishedAt;

    protected Policy() {}

    /** The next version. It exists once it is added, under the same lock. */
    PolicyVersion publish(PolicyDraft draft, String by, Instant now) {
        latestVersion++;
        publishedAt = now;
        return new PolicyVersion(key, latestVersion, draft, by, now);
    }

    PolicyName name() {
        return new PolicyName(key.name);
    }

    int latestVersion() {
        return latestVersion;
    }

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** When the latest version was published. */
    Instant publishedAt() {
        return publishedAt;
    }

    /** A policy's name in its workspace. */
    @Embeddable
    record Key(String workspace, String name) {}
}
