package org.llmops.cost.quoting;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.PriceBook;
import org.llmops.cost.pricing.PriceRule;
import org.llmops.cost.pricing.PriceSource;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.cost.pricing.Validity;

/**
 * A rule as REST shows it.
 *
 * @param priceBookVersion of a workspace's own rule: the version of its document
 * @param match the models, each by `equals`, `prefix`, `suffix`, `contains` or `regex`
 * @param region absent: wherever no rule of a region says otherwise
 * @param effectiveFrom absent: as long as anyone knows
 * @param effectiveTo the first moment after; absent: until further notice
 * @param daily hours of each day, UTC; absent: all
 * @param source where the figures come from, and on what terms
 */
@RegisterForReflection
record PriceView(
        String id,
        int priceBookVersion,
        String provider,
        List<Map<String, String>> match,
        @Nullable String region,
        ServiceTier serviceTier,
        @Nullable Instant effectiveFrom,
        @Nullable Instant effectiveTo,
        Validity.@Nullable Hours daily,
        @JsonUnwrapped RateCard prices,
        PriceSource source) {
    static PriceView of(PriceRule rule, PriceBook book) {
        return new PriceView(
                rule.id(),
                book.version(),
                rule.provider(),
                rule.matches().stream()
                        .map(match -> Map.of(match.how(), match.text()))
                        .toList(),
                rule.region(),
                rule.tier(),
                rule.validity().from(),
                rule.validity().to(),
                rule.validity().daily(),
                RateCard.of(rule),
                book.sources().stream()
                        .filter(source -> source.id().equals(rule.source()))
                        .findFirst()
                        .orElseThrow());
    }
}
