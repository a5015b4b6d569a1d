package org.llmops.router.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.ApiKey;
import org.llmops.platform.identity.Caller;
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

    @Column(name = "replaced_sha256")
    private byte @Nullable [] replacedSha256;

    @Column(name = "replaced_until")
    private @Nullable Instant replacedUntil;

    @Column(name = "rotated_by")
    private @Nullable String rotatedBy;

    @Column(name = "rotated_at")
    private @Nullable Instant rotatedAt;

    @Column(name = "allowed_models")
    @Convert(converter = AllowedModelsColumn.class)
    private AllowedModels allowedModels;

    @Column(name = "requests_per_minute")
    private @Nullable Long requestsPerMinute;

    @Column(name = "tokens_per_minute")
    private @Nullable Long tokensPerMinute;

    @Column(name = "max_concurrency")
    private @Nullable Long maxConcurrency;

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

    /** Written by {@link KeyUse} alone. */
    @Column(name = "last_used_at", insertable = false, updatable = false)
    private @Nullable Instant lastUsedAt;

    /** For Hibernate. */
    protected IssuedKey() {}

    IssuedKey(NewKey key, Caller by, String app, KeyTerms terms, Instant now) {
        this.workspace = by.workspace().value();
        this.publicId = key.publicId();
        this.app = app;
        this.secretSha256 = key.secretSha256();
        this.createdBy = by.subject();
        this.createdAt = now;
        agree(terms);
    }

    /** It is good for this from now on. */
    void agree(KeyTerms terms) {
        description = terms.description();
        expiresAt = terms.expiresAt();
        allowedModels = terms.allowedModels();
        requestsPerMinute = terms.requestsPerMinute();
        tokensPerMinute = terms.tokensPerMinute();
        maxConcurrency = terms.maxConcurrency();
    }

    /**
     * It has a new secret from now on, under the same public id: limits, records and permissions do not notice. The secret
     * before works until the overlap ends, and one that was replaced even earlier ends at once.
     */
    void rotate(NewKey fresh, String by, Duration overlap, Instant now) {
        replacedSha256 = overlap.isZero() ? null : secretSha256;
        replacedUntil = overlap.isZero() ? null : now.plus(overlap);
        secretSha256 = fresh.secretSha256();
        rotatedBy = by;
        rotatedAt = now;
    }

    boolean isActive(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
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
        ApiKey key = new ApiKey(
                publicId,
                secretSha256,
                new WorkspaceId(workspace),
                app,
                expiresAt,
                revokedAt != null,
                replacedSha256 == null || replacedUntil == null
                        ? null
                        : new ApiKey.ReplacedSecret(replacedSha256, replacedUntil));
        return new KnownKey(key, allowedModels(), terms().limits(publicId));
    }

    KeyTerms terms() {
        return new KeyTerms(
                description, expiresAt, allowedModels(), requestsPerMinute, tokensPerMinute, maxConcurrency);
    }

    /** Hibernate does not ask the converter about null. */
    private AllowedModels allowedModels() {
        return Objects.requireNonNullElse(allowedModels, AllowedModels.ALL);
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

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    Instant replacedUntil() {
        return replacedUntil;
    }

    @Nullable
    String rotatedBy() {
        return rotatedBy;
    }

    @Nullable
    Instant rotatedAt() {
        return rotatedAt;
    }

    @Nullable
    Instant lastUsedAt() {
        return lastUsedAt;
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
