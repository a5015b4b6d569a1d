package org.llmops.router.drain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How an instance ends. */
@ConfigMapping(prefix = "llmops.drain")
interface DrainSettings {
    /**
     * How long calls are still taken after readiness went down: what balancers need to notice. In Kubernetes some
     * seconds; where nothing balances, none.
     */
    @WithDefault("0S")
    Duration notice();

    /** Calls that last longer than this after that are broken off. */
    @WithDefault("30S")
    Duration deadline();
}
