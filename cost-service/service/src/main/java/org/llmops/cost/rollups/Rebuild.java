package org.llmops.cost.rollups;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sums that are made anew from the ledger, a day at a time.
 *
 * @param from the first day's first moment
 * @param to the first moment after the last day
 * @param doneTo what comes before is done
 * @param entries how many entries of the ledger were added up so far
 * @param failures how often the day after {@code doneTo} has failed
 * @param retryAt not before then; absent if nothing has failed
 * @param finishedAt absent while it goes on
 */
@RegisterForReflection
record Rebuild(
        UUID id,
        Instant from,
        Instant to,
        Instant doneTo,
        long entries,
        String requestedBy,
        Instant requestedAt,
        int failures,
        @Nullable Instant retryAt,
        @Nullable Instant finishedAt) {}
