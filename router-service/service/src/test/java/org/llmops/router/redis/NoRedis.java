package org.llmops.router.redis;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;

/** A Redis that nobody can reach. */
public final class NoRedis {
    private NoRedis() {}

    public static BoundedRedis on(Vertx vertx) {
        return new BoundedRedis(Redis.createClient(vertx, "redis://127.0.0.1:1"), new RedisSettings() {
            @Override
            public String address() {
                return "127.0.0.1:1";
            }

            @Override
            public Duration deadline() {
                return Duration.ofMillis(50);
            }

            @Override
            public Duration retryAfter() {
                return Duration.ofSeconds(30);
            }
        });
    }
}
