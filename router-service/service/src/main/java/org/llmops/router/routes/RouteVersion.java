package org.llmops.router.routes;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.cache.CachePolicy;
import org.llmops.router.routes.document.RouteDocument;
import org.llmops.router.routes.document.RouteTarget;

/** One immutable version of a route. */
public record RouteVersion(String name, int version, RouteDocument document) {
    /**
     * One target after the other.
     *
     * @param cacheTtl how long an answer may be given again to the same request; null: not at all
     */
    public RouteVersion(String name, int version, List<RouteTarget> targets, @Nullable Duration cacheTtl) {
        this(name, version, RouteDocument.simple(targets, cacheTtl == null ? null : CachePolicy.exact(cacheTtl), null));
    }
}
