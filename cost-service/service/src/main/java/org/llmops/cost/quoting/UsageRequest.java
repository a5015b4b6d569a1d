package org.llmops.cost.quoting;

import static org.llmops.cost.CostProblem.USAGE_INVALID;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.Moment;
import org.llmops.cost.pricing.CallUsage;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.cost.pricing.TokenUsage;
import org.llmops.cost.pricing.Unit;

/**
 * What was used, to be priced.
 *
 * @param serviceTier absent: `standard`
 * @param at when; absent: now
 * @param usage how many of each unit; parts are included in what they are parts of
 */
@RegisterForReflection
record UsageRequest(
        @NotBlank @Size(max = 200) String provider,
        @NotBlank @Size(max = 200) String model,
        @Nullable @Size(max = 100) String region,
        @Nullable @Size(max = 20) String serviceTier,
        @Nullable @Size(max = 40) String at,
        @NotNull @Size(min = 1, max = 100) Map<String, Long> usage) {
    CallUsage asCall(Clock clock) {
        Instant when = at == null ? clock.instant() : Moment.parse("at", at);
        return call(provider, model, region, tier(serviceTier), when, usage);
    }

    static ServiceTier tier(@Nullable String name) {
        return ServiceTier.of(name == null ? "" : name)
                .orElseThrow(() -> USAGE_INVALID.at("service_tier", "Use standard, batch, flex or priority"));
    }

    static CallUsage call(
            String provider,
            String model,
            @Nullable String region,
            ServiceTier tier,
            Instant at,
            Map<String, Long> usage) {
        Map<Unit, Long> counts = new HashMap<>();
        usage.forEach((label, count) -> counts.merge(unit(label), count(label, count), Long::sum));
        Map<String, Long> details = new HashMap<>();
        counts.forEach((unit, count) -> details.put(unit.label(), count));
        try {
            TokenUsage tokens = new TokenUsage(
                    counts.getOrDefault(Unit.INPUT_TOKENS, 0L),
                    counts.getOrDefault(Unit.CACHE_READ_TOKENS, 0L),
                    counts.getOrDefault(Unit.CACHE_WRITE_TOKENS, 0L),
                    counts.getOrDefault(Unit.OUTPUT_TOKENS, 0L),
                    counts.getOrDefault(Unit.REASONING_TOKENS, 0L));
            return new CallUsage(provider, model, region, tier, at, tokens, details);
        } catch (IllegalArgumentException senseless) {
            throw USAGE_INVALID.at("usage", String.valueOf(senseless.getMessage()));
        }
    }

    private static Unit unit(String label) {
        return Unit.of(label)
                .orElseThrow(() ->
                        USAGE_INVALID.at("usage." + label, "There is no such unit; GET /v1/price-units lists them"));
    }

    private static long count(String label, @Nullable Long count) {
        if (count == null || count < 0) {
            throw USAGE_INVALID.at("usage." + label, "Write a whole number of 0 or more");
        }
        return count;
    }
}
