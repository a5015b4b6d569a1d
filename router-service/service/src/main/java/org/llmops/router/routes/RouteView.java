package org.llmops.router.routes;

import java.time.Instant;

/**
 * A route as REST shows it.
 *
 * @param current the version in force
 * @param currentSetBy who put it in force
 */
record RouteView(String name, VersionView current, String currentSetBy, Instant currentSince, int latestVersion) {
    static RouteView of(StoredRoutes.RouteInForce found) {
        return of(found.route(), found.version());
    }

    static RouteView of(Route route, StoredVersion current) {
        return new RouteView(
                route.name(), VersionView.of(current), route.movedBy(), route.movedAt(), route.latestVersion());
    }
}
