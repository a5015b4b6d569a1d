package org.llmops.cost.ledger;

import static org.llmops.cost.CostProblem.TIME_RANGE_INVALID;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the ledger are meant. An absent part means all.
 *
 * @param from the first moment
 * @param to the first moment after
 * @param having those with these values; a tag is a JSON object of its name and its value
 * @param without those that have none of these
 */
public record LedgerFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable EntryKind kind,
        Map<Attribute, String> having,
        @Nullable Integer promptVersion,
        Set<Attribute> without) {
    public LedgerFilter {
        having = having.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(having));
        without = Set.copyOf(without);
        if (from != null && to != null && !from.isBefore(to)) {
            throw TIME_RANGE_INVALID.at("to", "The end must be after the beginning, " + from);
        }
    }

    /** SQL that follows a first condition. Holds only names from here, never a caller's text. */
    public String conditions() {
        return Stream.of(
                        times().keySet().stream(),
                        having.keySet().stream().map(Attribute::condition),
                        without.stream().sorted().map(Attribute::absence))
                .flatMap(clauses -> clauses)
                .map(clause -> " and " + clause)
                .collect(Collectors.joining());
    }

    /** What the names in the conditions stand for. */
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = times().entrySet().stream()
                .collect(Collectors.toMap(
                        clause -> clause.getKey().substring(clause.getKey().indexOf(':') + 1), Map.Entry::getValue));
        having.forEach((attribute, value) -> parameters.put(attribute.label(), value));
        return parameters;
    }

    private Map<String, Object> times() {
        Map<String, Object> clauses = new LinkedHashMap<>();
        put(clauses, "started_at >= :from", from);
        put(clauses, "started_at < :to", to);
        put(clauses, "kind = :kind", kind == null ? null : kind.label());
        put(clauses, "prompt_version = :prompt_version", promptVersion);
        return clauses;
    }

    private static void put(Map<String, Object> clauses, String clause, @Nullable Object value) {
        if (value != null) {
            clauses.put(clause, value);
        }
    }
}
