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

    /** For how long commands fail before Redis counts as away: a pause of this process or of Redis is not its absence. */
    @WithDefault("200ms")
    Duration tolerance();

    /** Once it is away, calls do without Redis for this long before one tries again. */
    @WithDefault("500ms")
    Duration retryAfter();
}
