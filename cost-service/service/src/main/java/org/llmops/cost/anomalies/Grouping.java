package org.llmops.cost.anomalies;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells which anomalies are one and the same, seen in several scopes: a key that runs wild is seen in its app, its model and
 * the whole workspace. Only one of them is told to people.
 */
final class Grouping {
    /** Differences that are as close as this are taken to have the same cause. */
    private static final double ALIKE = 1.25;

    private Grouping() {}

    /**
     * Groups new ones, with each other and with those that still go on.
     *
     * @param ongoing those known before
     * @return the new ones, in the order in which they are told: the workspace's first, then the largest
     */
    static List<Anomaly> of(List<Anomaly> fresh, List<Anomaly> ongoing) {
        List<Anomaly> leading = new ArrayList<>(
                ongoing.stream().filter(one -> one.partOf() == null).toList());
        List<Anomaly> grouped = new ArrayList<>();
        fresh.stream()
                .sorted(Comparator.comparing((Anomaly one) -> !one.scope().equals(Scope.WORKSPACE))
                        .thenComparing(Comparator.comparingLong(Anomaly::size).reversed()))
                .forEach(one -> {
                    Optional<Anomaly> cause = leading.stream()
                            .filter(other -> isSeenIn(one, other))
                            .findFirst();
                    grouped.add(one.within(cause.map(Anomaly::id).orElse(null)));
                    if (cause.isEmpty()) {
                        leading.add(one);
                    }
                });
        return grouped;
    }

    /** Whatever is unusual in a part is so in the whole. */
    private static boolean isSeenIn(Anomaly one, Anomaly other) {
        return one.direction() == other.direction()
                && !one.scope().equals(other.scope())
                && overlap(one, other)
                && (other.scope().equals(Scope.WORKSPACE) && one.size() <= other.size() * ALIKE
                        || one.grain() == other.grain() && alike(one.size(), other.size()));
    }

    private static boolean overlap(Anomaly one, Anomaly other) {
        Instant until = other.until();
        return one.from().isBefore(until) && other.from().isBefore(one.until());
    }

    private static boolean alike(long one, long other) {
        return Math.max(one, other) <= ALIKE * Math.min(one, other);
    }
}
