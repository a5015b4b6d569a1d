package org.llmops.router.routes;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.Caller;

/**
 * Describes a version of a route.
 *
 * @param targets tried in this order
 * @param cache left out: answers are not cached
 */
record RouteRequest(
        @NotNull @Size(min = 1, max = 20) List<@NotNull @Valid Target> targets,

        @Valid @Nullable Cache cache,

        @Size(max = 500) @Nullable String description) {
    PublishRoute command(Caller caller, String route) {
        return new PublishRoute(
                caller,
                route,
                targets.stream().map(Target::target).toList(),
                cache == null ? null : Duration.ofSeconds(cache.ttlSeconds()),
                description);
    }

    /**
     * One place to send calls to.
     *
     * @param timeoutMs for one attempt from start to end; left out: the router's default
     */
    record Target(
            @NotNull @Size(min = 1, max = 63) String provider,

            @NotNull @Size(min = 1, max = 200) String model,

            @Min(1) @Max(3_600_000) @Nullable Long timeoutMs) {
        private RouteTarget target() {
            return new RouteTarget(provider, model, timeoutMs == null ? null : Duration.ofMillis(timeoutMs));
        }
    }

    /** How long an answer may be served again. */
    record Cache(@NotNull @Min(1) @Max(2_592_000) Long ttlSeconds) {}
}
