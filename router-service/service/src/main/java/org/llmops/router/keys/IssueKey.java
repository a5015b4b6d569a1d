package org.llmops.router.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.Caller;

/**
 * Asks for a key.
 *
 * @param app the application that will use it
 * @param expiresAt it is not accepted from then on; null: until revoked
 * @param requestsPerMinute its own limit; null: none
 */
record IssueKey(
        Caller caller,
        String app,
        @Nullable String description,
        @Nullable Instant expiresAt,
        @Nullable Integer requestsPerMinute) {}
