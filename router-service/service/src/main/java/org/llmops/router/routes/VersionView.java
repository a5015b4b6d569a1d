package org.llmops.router.routes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version of a route as REST shows it. */
record VersionView(
        String name,
        int version,
        List<Target> targets,
        @Nullable Cache cache,
        @Nullable String description,
        String publishedBy,
        Instant publishedAt) {
    static VersionView of(StoredVersion version) {
        Long ttlSeconds = version.cacheTtlSeconds();
        return new VersionView(
                version.name(),
                version.version(),
                version.targets().stream().map(Target::of).toList(),
                ttlSeconds == null ? null : new Cache(ttlSeconds),
                version.description(),
                version.publishedBy(),
                version.publishedAt());
    }

    /** One place to send calls to. */
    record Target(String provider, String model, @Nullable Long timeoutMs) {
        private static Target of(RouteTarget target) {
            Duration timeout = target.timeout();
            return new Target(target.provider(), target.model(), timeout == null ? null : timeout.toMillis());
        }
    }

    /** How long an answer may be served again. */
    record Cache(long ttlSeconds) {}
}
