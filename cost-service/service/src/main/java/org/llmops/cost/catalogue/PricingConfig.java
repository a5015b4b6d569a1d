package org.llmops.cost.catalogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of prices. */
@ConfigMapping(prefix = "llmops.pricing")
interface PricingConfig {
    /** How often to look for prices that another instance published. Calls priced in between use the older ones. */
    @WithDefault("30s")
    Duration refresh();

    /**
     * Workspaces whose administrators may publish the price book and rates of exchange, which hold for every workspace.
     * Absent: only builds publish them.
     */
    Optional<List<String>> publishers();
}
