package org.llmops.router.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.cache.CachePolicy;

/**
 * Where a call may go.
 *
 * @param route the route that decided; empty when the client named a model
 * @param version the route's version; 0 without a route
 * @param steps to be tried in this order; at least one
 * @param cache what the route says about giving answers again; null: never
 */
public record Destination(
        String route,
        int version,
        List<Step> steps,
        @Nullable CachePolicy cache) {
    public Destination {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("A destination has at least one target");
        }
    }

    /** All targets in their order. */
    public List<Target> targets() {
        return steps.stream().map(Step::target).toList();
    }

    /** Names what would answer: calls with different destinations never share an answer. */
    public String identity() {
        return route.isEmpty() ? steps.getFirst().target().name() : "route:" + route + "@" + version;
    }
}
