package org.llmops.router.buckets;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How buckets behave when something breaks. */
@ConfigMapping(prefix = "llmops.limits")
interface BucketSettings {
    /**
     * A call holds its slot for this long without being heard of; it is heard of three times as often. After a crash the
     * slots of an instance are taken for this long.
     */
    @WithDefault("30s")
    Duration slotLease();
}
