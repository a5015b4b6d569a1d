package org.llmops.cost.leasing;

import static org.llmops.cost.CostProblem.LEASE_REQUEST_INVALID;

import java.util.UUID;

/**
 * What is needed of one budget, in its unit.
 *
 * @param atLeast the least that is of use
 * @param wanted what would be convenient
 */
record Wish(UUID budget, long atLeast, long wanted) {
    Wish {
        if (atLeast < 0) {
            throw LEASE_REQUEST_INVALID.at("wishes.at_least", "An amount is 0 or more");
        }
        wanted = Math.max(wanted, atLeast);
    }

    /**
     * As much as is wanted, but no more than a share of what remains, unless the waiting call needs more: the less is
     * left, the smaller the slices.
     */
    long sliceOf(long remaining, long sharers) {
        return Math.max(atLeast, Math.min(wanted, remaining / sharers));
    }
}
