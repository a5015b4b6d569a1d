package org.llmops.cost.reconciliation;

import org.llmops.cost.ledger.TokenCounts;
import org.llmops.platform.money.Money;

/**
 * What the ledger knows of the same calls.
 *
 * @param cost corrections and adjustments included
 * @param estimatedCalls those whose usage nobody told
 * @param unpricedCalls those whose model the price book did not know
 */
record Observed(long calls, Money cost, TokenCounts tokens, long estimatedCalls, long unpricedCalls) {
    static final Observed NOTHING = new Observed(0, Money.ZERO, TokenCounts.NONE, 0, 0);

    Observed plus(Observed other) {
        return new Observed(
                calls + other.calls,
                cost.plus(other.cost),
                tokens.plus(other.tokens),
                estimatedCalls + other.estimatedCalls,
                unpricedCalls + other.unpricedCalls);
    }
}
