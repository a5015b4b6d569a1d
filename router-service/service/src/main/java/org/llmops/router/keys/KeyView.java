package org.llmops.router.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as REST shows it.
 *
 * @param key the whole key with its secret; only in the answer that issues it
 */
record KeyView(
        @Nullable String key,
        String publicId,
        String app,
        @Nullable String description,
        State state,
        @Nullable Integer requestsPerMinute,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable String revokedBy,
        @Nullable Instant revokedAt) {
    static KeyView of(IssuedKey key, Instant now) {
        return of(key, null, now);
    }

    static KeyView of(KeyIssuing.Issued issued, Instant now) {
        return of(issued.key(), issued.secret().presented(), now);
    }

    private static KeyView of(IssuedKey key, @Nullable String whole, Instant now) {
        return new KeyView(
                whole,
                key.publicId(),
                key.app(),
                key.description(),
                State.of(key, now),
                key.requestsPerMinute(),
                key.createdBy(),
                key.createdAt(),
                key.expiresAt(),
                key.revokedBy(),
                key.revokedAt());
    }

    /** Whether a key is accepted. */
    enum State {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("expired")
        EXPIRED,
        @JsonProperty("revoked")
        REVOKED;

        private static State of(IssuedKey key, Instant now) {
            Instant expiresAt = key.expiresAt();
            if (key.revokedAt() != null) {
                return REVOKED;
            }
            return expiresAt != null && !now.isBefore(expiresAt) ? EXPIRED : ACTIVE;
        }
    }
}
