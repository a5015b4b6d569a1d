package org.llmops.router.cache;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/**
 * Finds questions that were asked before in other words. Like the cache of answers it never fails and never waits long.
 */
public interface LikeQuestions {
    /** A candidate and how alike it is, from 0 to 1. */
    record Candidate(RememberedQuestion question, double similarity) {}

    /** Those at least this alike, the most alike first; a few at most. */
    Uni<List<Candidate>> find(AskedQuestion asked, double threshold);

    /** Remembers where a question's answer lies. The oldest of its bucket make room. */
    Uni<Void> add(AskedQuestion asked, CacheKey answer, Duration timeToLive);
}
