package org.llmops.router.redis;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;

/** A Redis that does not answer. */
public final class AbsentRedis {
    private AbsentRedis() {}

    /** One that nobody can reach, and that counts as away from the first command on. */
    public static BoundedRedis on(Vertx vertx) {
        return at(vertx, 1, Duration.ZERO, Duration.ofSeconds(30));
    }

    static BoundedRedis at(Vertx vertx, int port, Duration tolerance, Duration retryAfter) {
        return new BoundedRedis(Redis.createClient(vertx, "redis://127.0.0.1:" + port), new RedisSettings() {
            @Override
            public String address() {
                return "127.0.0.1:" + port;
            }

            @Override
            public Duration deadline() {
                return Duration.ofMillis(50);
            }

            @Override
            public Duration tolerance() {
                return tolerance;
            }

            @Override
            public Duration retryAfter() {
                return retryAfter;
            }
        });
    }
}
