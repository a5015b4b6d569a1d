package org.llmops.cost.ledger;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a time, in the order in which they started. An absent filter means all.
 *
 * @param from the first moment
 * @param to the first moment after
 * @param after the last call of the page before; absent at the beginning
 */
public record CallRange(
        Instant from,
        Instant to,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String app,
        @Nullable After after) {
    /** The place behind a call. */
    public record After(Instant startedAt, UUID call) {}

    /** SQL that follows a first condition. Holds only names from here, never a caller's text. */
    String conditions() {
        return String.join("", clauses().keySet())
                + (after == null ? "" : " and (started_at, id) > (:after_time, :after_call)");
    }

    /** What the names in the conditions stand for. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        clauses().forEach((clause, value) -> parameters.put(clause.substring(clause.indexOf(':') + 1), value));
        if (after != null) {
            parameters.put("after_time", after.startedAt());
            parameters.put("after_call", after.call());
        }
        return parameters;
    }

    private Map<String, Object> clauses() {
        Map<String, Object> clauses = new LinkedHashMap<>();
        clauses.put(" and started_at >= :from", from);
        clauses.put(" and started_at < :to", to);
        if (provider != null) {
            clauses.put(" and provider = :provider", provider);
        }
        if (model != null) {
            clauses.put(" and model = :model", model);
        }
        if (app != null) {
            clauses.put(" and app = :app", app);
        }
        return clauses;
    }
}
