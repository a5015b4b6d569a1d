package org.llmops.router.routes.document;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmops.router.providers.Timeouts;

/**
 * One place a route may send a call to.
 *
 * @param params members that a request gets on its way there
 */
public record RouteTarget(String provider, String model, Timeouts timeouts, Params params) {
    /** @param timeout for one attempt from start to end; null: the router's default */
    public RouteTarget(String provider, String model, @Nullable Duration timeout) {
        this(provider, model, Timeouts.total(timeout), Params.NONE);
    }

    /** How people write it: {@code <provider>/<model>}. */
    public String name() {
        return provider + "/" + model;
    }

    /** Whether a call would be answered alike here and there. */
    boolean isLike(RouteTarget other) {
        return provider.equals(other.provider) && model.equals(other.model) && params.equals(other.params);
    }
}
