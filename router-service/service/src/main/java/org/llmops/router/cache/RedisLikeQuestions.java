package org.llmops.router.cache;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.redis.BoundedRedis;

/**
 * Keeps each bucket as one bounded list, which is read whole and searched here: Redis 6 has no vectors, and a search of
 * a few hundred of them takes less time than asking for them.
 */
@Singleton
class RedisLikeQuestions implements LikeQuestions {
    private static final int MOST_CANDIDATES = 3;
    /** One step, so that no bucket is left without a bound or an end. */
    private static final String ADD = """
            redis.call('RPUSH', KEYS[1], ARGV[1])
            redis.call('LTRIM', KEYS[1], -tonumber(ARGV[2]), -1)
            if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end""";

    private final BoundedRedis redis;
    private final CacheSettings settings;

    RedisLikeQuestions(BoundedRedis redis, CacheSettings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    @Override
    public Uni<List<Candidate>> find(AskedQuestion asked, double threshold) {
        return redis.send(Request.cmd(Command.LRANGE)
                        .arg(asked.bucket().redisKey())
                        .arg(0)
                        .arg(-1))
                .map(found -> search(found, asked, threshold))
                .onFailure()
                .recoverWithItem(List.of());
    }

    private static List<Candidate> search(@Nullable Response found, AskedQuestion asked, double threshold) {
        if (found == null) {
            return List.of();
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Response entry : found) {
            RememberedQuestion.read(asked.bucket().workspace(), entry.toBytes())
                    .map(question -> new Candidate(question, question.vector().similarity(asked.vector())))
                    .filter(candidate -> candidate.similarity() >= threshold)
                    .ifPresent(candidates::add);
        }
        // Of equals the newest, which lives longest.
        List<Candidate> newestFirst = candidates.reversed();
        return newestFirst.stream()
                .sorted(Comparator.comparingDouble(candidate -> -candidate.similarity()))
                .limit(MOST_CANDIDATES)
                .toList();
    }

    @Override
    public Uni<Void> add(AskedQuestion asked, CacheKey answer, Duration timeToLive) {
        byte[] entry = new RememberedQuestion(answer, asked.text(), asked.vector()).bytes();
        long room = settings.maxBucketSize().asLongValue() / entry.length;
        long most = Math.min(settings.maxBucketEntries(), room);
        long ttlMs = Math.min(timeToLive.toMillis(), settings.maxTimeToLive().toMillis());
        if (most < 1 || ttlMs <= 0) {
            return Uni.createFrom().voidItem();
        }
        return redis.send(Request.cmd(Command.EVAL)
                        .arg(ADD)
                        .arg(1)
                        .arg(asked.bucket().redisKey())
                        .arg(Buffer.buffer(entry))
                        .arg(most)
                        .arg(ttlMs))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }
}
