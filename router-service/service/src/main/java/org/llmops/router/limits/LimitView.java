package org.llmops.router.limits;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A limit as REST shows it. */
record LimitView(
        String id,
        ScopeView scope,
        LimitUnit unit,
        long amount,
        @Nullable String window,
        OnRedisAway onRedisAway,
        Instant createdAt,
        String changedBy,
        Instant changedAt) {
    static LimitView of(StoredLimit stored) {
        Limit limit = stored.limit();
        Duration window = limit.window();
        boolean everyone = limit.scope().kind() == Scope.Kind.WORKSPACE;
        return new LimitView(
                limit.id(),
                new ScopeView(
                        limit.scope().kind(), everyone ? null : limit.scope().value()),
                limit.unit(),
                limit.amount(),
                window == null ? null : Window.text(window),
                limit.onRedisAway(),
                stored.createdAt(),
                stored.changedBy(),
                stored.changedAt());
    }

    /** Whose use is counted. */
    record ScopeView(Scope.Kind kind, @Nullable String value) {}
}
