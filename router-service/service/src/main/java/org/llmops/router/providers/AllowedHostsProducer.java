package org.llmops.router.providers;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.llmops.platform.hosts.AllowedHosts;

/** Makes the hosts that the settings allow injectable. */
class AllowedHostsProducer {
    @Produces
    @Singleton
    AllowedHosts allowedHosts(ProviderSettings settings) {
        return AllowedHosts.of(settings.allowedHosts());
    }
}
