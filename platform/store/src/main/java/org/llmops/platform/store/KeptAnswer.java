package org.llmops.platform.store;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a request that came with an Idempotency-Key.
 *
 * @param fingerprint what the request was
 * @param status its HTTP status; absent when the answer was never kept
 * @param headers its ETag and Location, a line each
 * @param body its JSON; absent when it had none
 */
record KeptAnswer(
        String fingerprint,
        @Nullable Integer status,
        @Nullable String headers,
        @Nullable String body) {}
