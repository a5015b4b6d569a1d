package org.llmops.router.cache;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the cache takes. */
@ConfigMapping(prefix = "llmops.cache")
public interface CacheSettings {
    /** Larger answers are not kept: they would fill Redis with what is seldom asked twice. */
    @WithDefault("1M")
    MemorySize maxAnswerSize();

    /** The longest any answer is kept, whatever its route says. */
    @WithDefault("720h")
    Duration maxTimeToLive();

    /** Longer requests are neither kept nor looked up: bringing them into one spelling would hold up other calls. */
    @WithDefault("256K")
    MemorySize maxRequestSize();

    /** How many questions that differ in wording only are kept side by side; all are read at every lookup. */
    @WithDefault("256")
    int maxBucketEntries();

    /** How much they may take together: as much goes over the network at every lookup. */
    @WithDefault("256K")
    MemorySize maxBucketSize();
}
