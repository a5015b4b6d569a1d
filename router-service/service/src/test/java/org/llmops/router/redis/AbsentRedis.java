package org.llmops.router.redis;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;

/** A Redis that nobody has started. */
public final class AbsentRedis {
    private AbsentRedis() {}

    public static BoundedRedis at(Vertx vertx, int port, Duration retryAfter) {
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
            public Duration retryAfter() {
                return retryAfter;
            }
        });
    }
}
