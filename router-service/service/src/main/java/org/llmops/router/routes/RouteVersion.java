package org.llmops.router.routes;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of a route.
 *
 * @param targets tried in this order
 * @param cacheTtl how long an answer may be served again; null: answers are not cached
 */
public record RouteVersion(
        String name,
        int version,
        List<RouteTarget> targets,
        @Nullable Duration cacheTtl) {
    public RouteVersion {
        targets = List.copyOf(targets);
    }
}
