package org.llmops.cost.pricing;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call used: everything that its price depends on.
 *
 * @param provider as in the price book
 * @param model as the provider calls it
 * @param region where it was answered; absent when nobody knows
 * @param at when the call started
 * @param details units with a price of their own; tokens among them are parts of the usage
 */
public record CallUsage(
        String provider,
        String model,
        @Nullable String region,
        ServiceTier tier,
        Instant at,
        TokenUsage usage,
        Map<String, Long> details) {
    public CallUsage {
        details = Map.copyOf(details);
    }
}
