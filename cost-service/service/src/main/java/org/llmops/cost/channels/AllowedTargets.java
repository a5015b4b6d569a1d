package org.llmops.cost.channels;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.llmops.platform.hosts.AllowedHosts;

/** Makes the hosts that the settings allow injectable. */
class AllowedTargets {
    @Produces
    @Singleton
    AllowedHosts allowedHosts(ChannelSettings settings) {
        return AllowedHosts.of(settings.allowedHosts());
    }
}
