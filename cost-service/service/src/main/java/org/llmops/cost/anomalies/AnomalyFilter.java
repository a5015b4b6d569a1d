package org.llmops.cost.anomalies;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.PageQuery;

/** Which anomalies are meant; an absent part means all. */
record AnomalyFilter(
        @Nullable Verdict verdict,
        @Nullable String dimension,
        @Nullable String value,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID partOf,
        boolean leading,
        @Nullable After after) {
    /** The last one of the page before. */
    record After(Instant detectedAt, UUID id) {
        static @Nullable After read(PageQuery query) {
            List<String> values = query.after(2);
            return values.isEmpty()
                    ? null
                    : new After(
                            Cursor.read(values.getFirst(), Instant::parse),
                            Cursor.read(values.getLast(), UUID::fromString));
        }

        static String write(Anomaly last) {
            return Cursor.encode(last.detectedAt().toString(), last.id().toString());
        }
    }

    /** SQL that follows a first condition. Holds only names from here. */
    String conditions() {
        String named =
                clauses().keySet().stream().map(clause -> " and " + clause).collect(Collectors.joining());
        return named
                + (leading ? " and part_of is null" : "")
                + (after == null ? "" : " and (detected_at, id) < (:after_time, :after_id)");
    }

    /** What the names in the conditions stand for. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        clauses().forEach((clause, value) -> parameters.put(clause.substring(clause.indexOf(':') + 1), value));
        if (after != null) {
            parameters.put("after_time", after.detectedAt());
            parameters.put("after_id", after.id());
        }
        return parameters;
    }

    private Map<String, Object> clauses() {
        Map<String, Object> clauses = new LinkedHashMap<>();
        put(clauses, "verdict = :verdict", verdict == null ? null : verdict.label());
        put(clauses, "dimension = :dimension", dimension);
        put(clauses, "value = :value", value);
        put(clauses, "until_at > :from", from);
        put(clauses, "from_at < :to", to);
        put(clauses, "part_of = :part_of", partOf);
        return clauses;
    }

    private static void put(Map<String, Object> clauses, String clause, @Nullable Object value) {
        if (value != null) {
            clauses.put(clause, value);
        }
    }
}
