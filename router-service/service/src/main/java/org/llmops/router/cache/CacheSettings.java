package org.llmops.router.cache;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the cache takes. */
@ConfigMapping(prefix = "llmops.cache")
interface CacheSettings {
    /** Larger answers are not kept: they would fill Redis with what is seldom asked twice. */
    @WithDefault("1M")
    MemorySize maxAnswerSize();

    /** The longest any answer is kept, whatever its route says. */
    @WithDefault("720h")
    Duration maxTimeToLive();
}
