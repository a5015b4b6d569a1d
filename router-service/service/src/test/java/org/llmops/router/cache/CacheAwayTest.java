package org.llmops.router.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.redis.AbsentRedis;
import org.llmops.router.redis.BoundedRedis;

/** A cache that is away is a cache that misses. */
class CacheAwayTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final WorkspaceId ACME = new WorkspaceId("acme");

    private final BoundedRedis nowhere = AbsentRedis.on(VERTX);

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void findsNoAnswersAndForgetsThem() {
        RedisAnswerCache cache = new RedisAnswerCache(nowhere, new Defaults());
        CacheKey key = CacheKey.of(ACME, "{}".getBytes(UTF_8));

        cache.store(key, new CachedAnswer("c", "m", 1, new byte[1]), Duration.ofMinutes(1))
                .await()
                .atMost(SOON);
        assertThat(cache.find(key).await().atMost(SOON)).isEmpty();
    }

    @Test
    void findsNoLikeQuestionsAndForgetsThem() {
        RedisLikeQuestions questions = new RedisLikeQuestions(nowhere, new Defaults());
        AskedQuestion asked = new AskedQuestion(
                BucketKey.of(ACME, NgramEmbedding.NAME, "{}".getBytes(UTF_8)), "q", NgramEmbedding.of("q"));

        questions
                .add(asked, CacheKey.of(ACME, "{}".getBytes(UTF_8)), Duration.ofMinutes(1))
                .await()
                .atMost(SOON);
        assertThat(questions.find(asked, 0.5).await().atMost(SOON)).isEmpty();
    }

    private static final class Defaults implements CacheSettings {
        @Override
        public MemorySize maxAnswerSize() {
            return new MemorySize(BigInteger.valueOf(1_000));
        }

        @Override
        public Duration maxTimeToLive() {
            return Duration.ofDays(30);
        }

        @Override
        public MemorySize maxRequestSize() {
            return maxAnswerSize();
        }

        @Override
        public int maxBucketEntries() {
            return 10;
        }

        @Override
        public MemorySize maxBucketSize() {
            return maxAnswerSize();
        }
    }
}
