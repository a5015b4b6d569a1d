package org.llmops.cost.quoting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What a request would cost where.
 *
 * @param maxOutputTokens the longest answer that is reckoned with
 * @param estimates the cheapest first
 */
@RegisterForReflection
record Estimates(
        int priceBookVersion,
        int customPricesVersion,
        long expectedInputTokens,
        long maxOutputTokens,
        List<Estimate> estimates) {
    Estimates {
        estimates = List.copyOf(estimates);
    }
}
