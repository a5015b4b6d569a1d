package org.llmops.router.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.limits.Limit;
import org.llmops.router.limits.LimitUnit;

/**
 * What a key is good for; it can be changed as long as the key lives.
 *
 * @param expiresAt it is not accepted from then on; null: until revoked
 * @param requestsPerMinute its own limit; null: none
 * @param tokensPerMinute its own limit; null: none
 * @param maxConcurrency its own limit; null: none
 */
record KeyTerms(
        @Nullable String description,
        @Nullable Instant expiresAt,
        AllowedModels allowedModels,
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        @Nullable Long maxConcurrency) {
    List<Limit> limits(String publicId) {
        List<Limit> limits = new ArrayList<>(3);
        if (requestsPerMinute != null) {
            limits.add(Limit.ofKey(publicId, LimitUnit.REQUESTS, requestsPerMinute));
        }
        if (tokensPerMinute != null) {
            limits.add(Limit.ofKey(publicId, LimitUnit.TOKENS, tokensPerMinute));
        }
        if (maxConcurrency != null) {
            limits.add(Limit.ofKey(publicId, LimitUnit.CONCURRENCY, maxConcurrency));
        }
        return limits;
    }
}
