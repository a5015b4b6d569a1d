package org.llmops.router.cache;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps answers for calls that are exactly alike. Never fails and never waits long: a cache that is away is a cache
 * that misses.
 */
public interface AnswerCache {
    Uni<Optional<CachedAnswer>> find(CacheKey key);

    /** Does nothing when the answer is larger than the cache takes. */
    Uni<Void> store(CacheKey key, CachedAnswer answer, Duration timeToLive);
}
