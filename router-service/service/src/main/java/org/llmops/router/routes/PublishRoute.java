package org.llmops.router.routes;

import static org.llmops.router.RouterProblem.ROUTE_INVALID;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.Caller;

/**
 * Asks for a new version of a route.
 *
 * @param targets in the order they are tried, each provider and model once
 * @param cacheTtl how long answers may be served again; null: not at all
 */
record PublishRoute(
        Caller caller,
        String route,
        List<RouteTarget> targets,
        @Nullable Duration cacheTtl,
        @Nullable String description) {
    PublishRoute {
        targets = List.copyOf(targets);
        for (int i = 0; i < targets.size(); i++) {
            for (int earlier = 0; earlier < i; earlier++) {
                if (isSame(targets.get(i), targets.get(earlier))) {
                    throw ROUTE_INVALID.at(
                            "targets[" + i + "]", "targets[" + earlier + "] is the same: a target is tried once");
                }
            }
        }
    }

    private static boolean isSame(RouteTarget one, RouteTarget other) {
        return one.provider().equals(other.provider()) && one.model().equals(other.model());
    }
}
