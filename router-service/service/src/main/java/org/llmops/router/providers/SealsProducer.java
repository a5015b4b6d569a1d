package org.llmops.router.providers;

import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.llmops.platform.sealing.Seals;

/** Makes what seals providers' credentials injectable; at the start, so that a missing key stops the router there. */
class SealsProducer {
    @Produces
    @Singleton
    @Startup
    Seals seals(ProviderSettings settings, Vertx vertx) {
        return Seals.of("llmops.providers", settings, vertx);
    }
}
