package org.llmops.cost.pricing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the price book. */
@ConfigMapping(prefix = "llmops.pricing")
interface PricingConfig {
    /** How often to look for a price book that another instance published. Calls priced in between use the older one. */
    @WithDefault("30s")
    Duration refresh();
}
