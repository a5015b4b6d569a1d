package org.llmops.router.cache;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.router.redis.BoundedRedis;

/** Keeps answers in Redis, where they expire by themselves. */
@Singleton
class RedisAnswerCache implements AnswerCache {
    private final BoundedRedis redis;
    private final long maxAnswerBytes;
    private final Duration maxTimeToLive;

    RedisAnswerCache(BoundedRedis redis, CacheSettings settings) {
        this.redis = redis;
        this.maxAnswerBytes = settings.maxAnswerSize().asLongValue();
        this.maxTimeToLive = settings.maxTimeToLive();
    }

    @Override
    public Uni<Optional<CachedAnswer>> find(CacheKey key) {
        return redis.send(Request.cmd(Command.GET).arg(key.redisKey()))
                .map(RedisAnswerCache::answer)
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    @Override
    public Uni<Void> store(CacheKey key, CachedAnswer answer, Duration timeToLive) {
        long ttlMs = Math.min(timeToLive.toMillis(), maxTimeToLive.toMillis());
        if (answer.json().length > maxAnswerBytes || ttlMs <= 0) {
            return Uni.createFrom().voidItem();
        }
        return redis.send(Request.cmd(Command.SET)
                        .arg(key.redisKey())
                        .arg(Buffer.buffer(AnswerBytes.write(answer)))
                        .arg("PX")
                        .arg(ttlMs))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    private static Optional<CachedAnswer> answer(@Nullable Response found) {
        return found == null ? Optional.empty() : AnswerBytes.read(found.toBytes());
    }
}
