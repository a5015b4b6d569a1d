package org.llmops.router.health;

import org.jspecify.annotations.Nullable;

/**
 * What one instance has seen of a target.
 *
 * @param target as {@code <provider>/<model>}
 * @param state {@code closed}: it is asked; {@code ejected}: it is passed over; {@code half_open}: one call tries it
 * @param ejectedForMs how much longer it is passed over; null: it is not
 * @param limitedForMs how much longer it asked to be left alone; null: it did not
 * @param ejections in a row, since it was last well for long
 * @param failuresInARow without a success between them
 * @param recentCalls in the window that the failure rate looks at
 * @param recentFailures of these
 * @param latencyMs peak-EWMA of the time to the first content
 * @param inFlight calls under way
 */
public record TargetReport(
        String target,
        String state,
        @Nullable Long ejectedForMs,
        @Nullable Long limitedForMs,
        int ejections,
        int failuresInARow,
        int recentCalls,
        int recentFailures,
        double latencyMs,
        int inFlight) {}
