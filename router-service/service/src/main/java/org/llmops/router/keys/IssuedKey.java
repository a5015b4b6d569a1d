package org.llmops.router.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.ApiKey;
import org.llmops.platform.identity.WorkspaceId;

/** A key that was issued: everything but its secret, of which only the hash is left. */
@Entity
@Table(name = "api_key")
@IdClass(IssuedKey.Key.class)
class IssuedKey {
    @Id
    private String workspace;

    @Id
    @Column(name = "public_id")
    private String publicId;

    @Column
    private String app;

    @Column
    private @Nullable String description;

    @Column(name = "secret_sha256")
    private byte[] secretSha256;

    @Column(name = "requests_per_minute")
    private @Nullable Integer requestsPerMinute;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @Column(name = "revoked_by")
    private @Nullable String revokedBy;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    /** For Hibernate. */
    protected IssuedKey() {}

    IssuedKey(NewKey key, IssueKey command, Instant now) {
        this.workspace = command.caller().workspace().value();
        this.publicId = key.publicId();
        this.app = command.app();
        this.description = command.description();
        this.secretSha256 = key.secretSha256();
        this.requestsPerMinute = command.requestsPerMinute();
        this.createdBy = command.caller().subject();
        this.createdAt = now;
        this.expiresAt = command.expiresAt();
    }

    /** Once and for all; revoking again changes nothing. */
    boolean revoke(String by, Instant now) {
        if (revokedAt != null) {
            return false;
        }
        revokedBy = by;
        revokedAt = now;
        return true;
    }

    KnownKey known() {
        return new KnownKey(
                new ApiKey(publicId, secretSha256, new WorkspaceId(workspace), app, expiresAt, revokedAt != null),
                Optional.ofNullable(requestsPerMinute));
    }

    String workspace() {
        return workspace;
    }

    String publicId() {
        return publicId;
    }

    String app() {
        return app;
    }

    @Nullable
    String description() {
        return description;
    }

    @Nullable
    Integer requestsPerMinute() {
        return requestsPerMinute;
    }

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    @Nullable
    String revokedBy() {
        return revokedBy;
    }

    @Nullable
    Instant revokedAt() {
        return revokedAt;
    }

    /** The workspace is part of every identity. */
    record Key(String workspace, String publicId) implements Serializable {}
}
