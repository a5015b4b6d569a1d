package org.llmops.router.exchange;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a call may go.
 *
 * @param route the route that decided; empty when the client named a model
 * @param version the route's version; 0 without a route
 * @param targets to be tried in this order; at least one
 * @param cacheTtl how long an answer may be given again; null: never
 */
public record Destination(
        String route,
        int version,
        List<Target> targets,
        @Nullable Duration cacheTtl) {
    public Destination {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("A destination has at least one target");
        }
    }

    /** Names what would answer: calls with different destinations never share an answer. */
    public String identity() {
        return route.isEmpty() ? targets.getFirst().name() : "route:" + route + "@" + version;
    }
}
