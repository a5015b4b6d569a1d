package org.llmops.router.snapshot;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the configuration was read; from then on a database that is away only stops changes. */
@Readiness
@ApplicationScoped
class SnapshotReadiness implements HealthCheck {
    private final SnapshotLoading loading;

    SnapshotReadiness(SnapshotLoading loading) {
        this.loading = loading;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("configuration")
                .status(loading.isLoaded())
                .withData("loaded", loading.isLoaded())
                .withData(
                        "database",
                        loading.databaseAnswers() ? "answers" : "away: changes are not possible and not seen")
                .build();
    }
}
