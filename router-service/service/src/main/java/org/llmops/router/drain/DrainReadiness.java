package org.llmops.router.drain;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready any more once the instance is about to end. */
@Readiness
@ApplicationScoped
class DrainReadiness implements HealthCheck {
    private final Drain drain;

    DrainReadiness(Drain drain) {
        this.drain = drain;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("taking calls")
                .status(!drain.isLeaving())
                .build();
    }
}
