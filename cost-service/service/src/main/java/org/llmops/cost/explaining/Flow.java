package org.llmops.cost.explaining;

import java.math.BigDecimal;

/**
 * What flowed through a part of spend in some time.
 *
 * @param costNanoUsd what it cost
 * @param requests calls, without corrections
 * @param tokens as many input tokens as would have cost the same: output counts for more
 */
record Flow(long costNanoUsd, long requests, BigDecimal tokens) {
    static final Flow NONE = new Flow(0, 0, BigDecimal.ZERO);

    boolean isEmpty() {
        return costNanoUsd == 0 && requests == 0;
    }

    /** Money and calls go together, as they do unless the ledger was corrected. */
    boolean hasUnitCost() {
        return requests > 0 && costNanoUsd >= 0;
    }

    boolean hasTokens() {
        return hasUnitCost() && tokens.signum() > 0;
    }

    Flow plus(Flow other) {
        return new Flow(
                Math.addExact(costNanoUsd, other.costNanoUsd), requests + other.requests, tokens.add(other.tokens));
    }
}
