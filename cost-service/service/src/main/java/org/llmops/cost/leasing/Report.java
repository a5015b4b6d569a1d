package org.llmops.cost.leasing;

import static org.llmops.cost.CostProblem.LEASE_REQUEST_INVALID;

/**
 * A lease as its holder sees it. Totals, so that a repeated or late report does no harm.
 *
 * @param spent everything spent from it so far
 * @param reserved everything still reserved from it
 * @param unrecorded what of the spent amount may not be in Kafka yet
 */
record Report(long spent, long reserved, long unrecorded) {
    Report {
        requireNotNegative("spent_nano_usd", spent);
        requireNotNegative("reserved_nano_usd", reserved);
        requireNotNegative("unrecorded_nano_usd", unrecorded);
        if (unrecorded > spent) {
            throw LEASE_REQUEST_INVALID.at("unrecorded_nano_usd", "It is a part of what is spent");
        }
    }

    /** What of the spent amount is in Kafka for certain. */
    long delivered() {
        return spent - unrecorded;
    }

    /** The sum, or the largest number when the sum is larger. */
    long used() {
        long sum = spent + reserved;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static void requireNotNegative(String field, long amount) {
        if (amount < 0) {
            throw LEASE_REQUEST_INVALID.at(field, "An amount is 0 or more");
        }
    }
}
