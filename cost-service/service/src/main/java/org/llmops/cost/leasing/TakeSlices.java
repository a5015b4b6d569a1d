package org.llmops.cost.leasing;

import static org.llmops.cost.CostProblem.LEASE_REQUEST_INVALID;

import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/**
 * A router instance's wish to reserve from every budget that applies.
 *
 * @param holder the instance
 * @param app the application whose calls it is for; absent: calls of no application
 * @param atLeast the least that is of use
 * @param wanted what would be convenient
 */
record TakeSlices(String holder, @Nullable String app, Money atLeast, Money wanted) {
    TakeSlices {
        if (holder.isBlank()) {
            throw LEASE_REQUEST_INVALID.at("holder", "Name the instance that will hold the lease");
        }
        if (atLeast.isNegative()) {
            throw LEASE_REQUEST_INVALID.at("at_least_nano_usd", "An amount is 0 or more");
        }
        wanted = wanted.max(atLeast);
    }

    /** As much as is wanted, but no more than a share of what remains, unless the waiting call needs more. */
    Money sliceOf(Money remaining, int sharers) {
        Money share = Money.ofNanoUsd(remaining.nanoUsd() / sharers);
        return atLeast.max(wanted.min(share));
    }
}
