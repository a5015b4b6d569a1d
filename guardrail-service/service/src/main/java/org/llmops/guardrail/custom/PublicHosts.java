package org.llmops.guardrail.custom;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.platform.hosts.AllowedHosts;

/**
 * Refuses detectors whose public name leads inside, when they are registered. Names may lead elsewhere a moment later, so
 * whoever asks them looks at the connection again; a name that leads nowhere yet may be registered.
 */
@Singleton
class PublicHosts {
    private final HostAddresses addresses;
    private final AllowedHosts allowed;

    PublicHosts(HostAddresses addresses, CustomSettings settings) {
        this.addresses = addresses;
        this.allowed = AllowedHosts.of(settings.allowedHosts());
    }

    Uni<Void> require(URI url) {
        String host = url.getHost();
        return addresses
                .of(host)
                .invoke(found -> {
                    if (found.stream().anyMatch(address -> !allowed.mayConnect(host, address))) {
                        throw GuardrailProblem.CUSTOM_DETECTOR_INVALID.at(
                                "url",
                                "The host's name leads to an inner address; name a host of the internet, or let "
                                        + CustomSettings.PREFIX + ".allowed-hosts name this one");
                    }
                })
                .replaceWithVoid();
    }
}
