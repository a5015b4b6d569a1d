package org.llmops.router.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a route says about giving answers again. In a route's document:
 * {@code cache: {ttl_seconds, semantic?: {threshold?, embedding?, sample_percent?}}}.
 *
 * @param timeToLive how long an answer may be given again; from a second to {@link #MAX_TIME_TO_LIVE}
 * @param semantic when an answer may also be given to a question that is only alike; null: never
 */
public record CachePolicy(Duration timeToLive, @Nullable Semantic semantic) {
    public static final Duration MAX_TIME_TO_LIVE = Duration.ofDays(30);

    public CachePolicy {
        if (timeToLive.compareTo(Duration.ofSeconds(1)) < 0 || timeToLive.compareTo(MAX_TIME_TO_LIVE) > 0) {
            throw new IllegalArgumentException("An answer is kept from a second to 30 days, not " + timeToLive);
        }
    }

    /** Answers are given again to exactly the same request only. */
    public static CachePolicy exact(Duration timeToLive) {
        return new CachePolicy(timeToLive, null);
    }

    /**
     * When two questions count as alike.
     *
     * @param threshold the least cosine similarity of their embeddings, from 0.5 to 1
     * @param embedding a route ({@code route:<name>}) or a model that embeds; null: the built-in n-gram embedding
     * @param samplePercent how many of a hundred hits are also asked upstream, to measure how often they are wrong; 0 to 100
     */
    public record Semantic(double threshold, @Nullable String embedding, double samplePercent) {
        public static final double MIN_THRESHOLD = 0.5;
        public static final double DEFAULT_THRESHOLD = 0.9;
        private static final int MAX_NAME_LENGTH = 300;

        public Semantic {
            if (!(threshold >= MIN_THRESHOLD && threshold <= 1)) {
                throw new IllegalArgumentException("A threshold lies between 0.5 and 1, not at " + threshold);
            }
            if (!(samplePercent >= 0 && samplePercent <= 100)) {
                throw new IllegalArgumentException("A share lies between 0 and 100 percent, not at " + samplePercent);
            }
            if (embedding != null && (embedding.isBlank() || embedding.length() > MAX_NAME_LENGTH)) {
                throw new IllegalArgumentException("An embedding is named by a route or a model");
            }
        }
    }
}
