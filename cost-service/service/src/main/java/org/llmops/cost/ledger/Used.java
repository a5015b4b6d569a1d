package org.llmops.cost.ledger;

import java.util.Map;

/**
 * What a call used.
 *
 * @param tokens in a correction the difference
 * @param details units with a price of their own, as they are known now, in a correction too
 * @param estimated nobody told the usage, as it is known now
 */
public record Used(TokenCounts tokens, Map<String, Long> details, boolean estimated) {
    public Used {
        details = Map.copyOf(details);
    }
}
