package org.llmops.router.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/** Whether a key is accepted. */
enum KeyState {
    @JsonProperty("active")
    ACTIVE,
    @JsonProperty("expired")
    EXPIRED,
    @JsonProperty("revoked")
    REVOKED;

    static KeyState of(IssuedKey key, Instant now) {
        if (key.revokedAt() != null) {
            return REVOKED;
        }
        return key.isActive(now) ? ACTIVE : EXPIRED;
    }
}
