package org.llmops.router.routes;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One place a route may send a call to.
 *
 * @param timeout for one attempt from start to end; null: the router's default
 */
public record RouteTarget(
        String provider, String model, @Nullable Duration timeout) {}
