package org.llmops.router.keys;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as REST shows it.
 *
 * @param key the whole key with its secret; only in the answer that makes the secret
 * @param allowedModels absent: every model and route
 * @param replacedUntil the secret before this one works until then; absent: there is none
 * @param lastUsedAt to the minute; absent: not used yet
 */
record KeyView(
        @Nullable String key,
        String publicId,
        String app,
        @Nullable String description,
        KeyState state,
        @Nullable List<String> allowedModels,
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        @Nullable Long maxConcurrency,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable String rotatedBy,
        @Nullable Instant rotatedAt,
        @Nullable Instant replacedUntil,
        @Nullable String revokedBy,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {
    static KeyView of(IssuedKey key, Instant now) {
        return of(key, null, now);
    }

    static KeyView of(KeyIssuing.Issued issued, Instant now) {
        return of(issued.key(), issued.secret().presented(), now);
    }

    private static KeyView of(IssuedKey key, @Nullable String whole, Instant now) {
        KeyTerms terms = key.terms();
        List<String> patterns = terms.allowedModels().patterns();
        Instant replacedUntil = key.replacedUntil();
        return new KeyView(
                whole,
                key.publicId(),
                key.app(),
                terms.description(),
                KeyState.of(key, now),
                patterns.isEmpty() ? null : patterns,
                terms.requestsPerMinute(),
                terms.tokensPerMinute(),
                terms.maxConcurrency(),
                key.createdBy(),
                key.createdAt(),
                terms.expiresAt(),
                key.rotatedBy(),
                key.rotatedAt(),
                replacedUntil != null && now.isBefore(replacedUntil) ? replacedUntil : null,
                key.revokedBy(),
                key.revokedAt(),
                key.lastUsedAt());
    }
}
