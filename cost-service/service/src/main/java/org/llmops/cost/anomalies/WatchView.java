package org.llmops.cost.anomalies;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.detecting.Grain;

/**
 * A scope that is watched, and whether there is enough history to tell what is usual.
 *
 * @param dimension `workspace`, or what the scope is a value of
 * @param value absent for the workspace
 * @param historyDays days since its first spend within the last six weeks
 * @param hour `watching`, or `not_enough_history` below 7 days
 * @param day the same for days: below 14
 */
@RegisterForReflection
record WatchView(String dimension, @Nullable String value, int historyDays, String hour, String day, Instant lookedAt) {
    static WatchView of(String dimension, String value, int historyDays, Instant lookedAt) {
        return new WatchView(
                dimension,
                value.isEmpty() ? null : value,
                historyDays,
                state(Grain.HOUR, historyDays),
                state(Grain.DAY, historyDays),
                lookedAt);
    }

    private static String state(Grain grain, int historyDays) {
        return historyDays < grain.leastDays() ? "not_enough_history" : "watching";
    }
}
