package org.llmops.router.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long calls may wait for Redis. */
@ConfigMapping(prefix = "llmops.redis")
interface RedisSettings {
    /** Where it is: host:port. */
    @WithDefault("localhost:16379")
    String address();

    /** The most that one command may add to a call's latency. */
    @WithDefault("50ms")
    Duration deadline();

    /** After a failure, calls do without Redis for this long before one tries again. */
    @WithDefault("500ms")
    Duration retryAfter();
}
