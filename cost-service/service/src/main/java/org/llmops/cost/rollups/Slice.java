package org.llmops.cost.rollups;

import static org.llmops.cost.CostProblem.GROUPING_UNKNOWN;
import static org.llmops.cost.CostProblem.TIME_RANGE_INVALID;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is read of the sums.
 *
 * @param grain how finely time is told apart; absent when it is not
 * @param by by what rows are told apart
 * @param tag the name of the tag by whose values they are, where `by` has a tag
 * @param scope of what: dimensions and their values, empty for what has none; a tag as
 *     `name=value`, a version of a prompt as `prompt@version` or beside the prompt
 * @param only rows with these values of the first dimension they are told apart by; all when empty
 * @param from the first moment, the first of an hour
 * @param to the first moment after, the first of an hour
 * @param order which rows come first
 * @param limit no more rows than this
 */
public record Slice(
        @Nullable Grain grain,
        Set<Dimension> by,
        @Nullable String tag,
        Map<Dimension, String> scope,
        Set<String> only,
        Instant from,
        Instant to,
        Order order,
        int limit) {
    /** Fifteen months: this year beside the last one's quarter. */
    public static final Duration LONGEST = Duration.ofDays(457);

    /** Rows that nobody would read anyway. */
    public static final int MOST_ROWS = 5_000;

    /** More than these at once tell hardly any two calls together. */
    public static final int MOST_DIMENSIONS = 4;

    /** Which rows come first. */
    public enum Order {
        /** By what they are told apart. */
        NAME,
        /** Those that cost most. */
        COST
    }

    public Slice {
        by = Collections.unmodifiableSet(by.isEmpty() ? EnumSet.noneOf(Dimension.class) : EnumSet.copyOf(by));
        scope = scope.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(scope));
        only = Set.copyOf(only);
        requireRange(from, to);
        if (by.size() > MOST_DIMENSIONS) {
            throw GROUPING_UNKNOWN.at("group_by", "Group by at most " + MOST_DIMENSIONS + " dimensions");
        }
        if (by.contains(Dimension.TAG) != (tag != null)) {
            throw GROUPING_UNKNOWN.at("group_by", "Name the tag, such as tag:feature");
        }
        String ofTag = scope.get(Dimension.TAG);
        if (tag != null && ofTag != null && !ofTag.startsWith(tag + "=")) {
            throw GROUPING_UNKNOWN.at(
                    "group_by", "Sums are known by one tag at a time: " + tag + ", or that of " + ofTag);
        }
    }

    /** Everything of a workspace in some time, not told apart. */
    public static Slice all(Instant from, Instant to) {
        return new Slice(null, Set.of(), null, Map.of(), Set.of(), from, to, Order.NAME, 1);
    }

    /** The same, told apart. */
    public Slice by(Set<Dimension> other, Order first, int atMost) {
        return new Slice(grain, other, null, scope, Set.of(), from, to, first, atMost);
    }

    /** The same of other things. */
    public Slice of(Map<Dimension, String> other) {
        return new Slice(grain, by, tag, other, only, from, to, order, limit);
    }

    /** The same at another time. */
    public Slice at(Instant start, Instant end) {
        return new Slice(grain, by, tag, scope, only, start, end, order, limit);
    }

    /** The same, no more than these values of the first dimension. */
    public Slice only(Set<String> values) {
        return new Slice(grain, by, tag, scope, values, from, to, order, limit);
    }

    /** All dimensions that matter to it. */
    Set<Dimension> dimensions() {
        Set<Dimension> all = EnumSet.noneOf(Dimension.class);
        all.addAll(by);
        all.addAll(scope.keySet());
        return all;
    }

    private static void requireRange(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw TIME_RANGE_INVALID.at("to", "The end must be after the beginning, " + from);
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw TIME_RANGE_INVALID.at("from", "At most " + LONGEST.toDays() + " days are reported at once");
        }
    }
}
