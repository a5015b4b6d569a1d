package org.llmops.cost.ledger;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * An answer that its provider is paid for, though nobody got it.
 *
 * @param costNanoUsd by the price book; in a correction the difference
 */
@RegisterForReflection
public record Discarded(
        String provider, String model, TokenCounts tokens, Map<String, Long> details, long costNanoUsd) {
    public Discarded {
        details = Map.copyOf(details);
    }

    Discarded costing(long nanoUsd) {
        return new Discarded(provider, model, tokens, details, nanoUsd);
    }
}
