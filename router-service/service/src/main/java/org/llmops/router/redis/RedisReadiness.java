package org.llmops.router.redis;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says what the router cannot do while Redis is away; it is ready all the same. */
@Readiness
@ApplicationScoped
class RedisReadiness implements HealthCheck {
    private final BoundedRedis redis;

    RedisReadiness(BoundedRedis redis) {
        this.redis = redis;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("redis")
                .up()
                .withData("cache", redis.isAway() ? "away: every call is a miss" : "answers")
                .withData("limits", redis.isAway() ? "away: each instance limits alone" : "answers")
                .build();
    }
}
