package org.llmops.cost.pricing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What some models of a provider cost during some time.
 *
 * @param id unique in its document
 * @param provider as in the price book: `openai`, `anthropic`, …
 * @param matches the models; one suffices
 * @param region where they answer; absent: wherever no rule of a region says otherwise
 * @param tier how urgently
 * @param currency ISO 4217
 * @param rates what the units cost
 * @param thresholds what they cost in large calls, by rising bounds of one axis
 * @param source id of the source the figures come from
 */
public record PriceRule(
        String id,
        String provider,
        List<ModelMatch> matches,
        @Nullable String region,
        ServiceTier tier,
        Validity validity,
        String currency,
        Rates rates,
        List<Threshold> thresholds,
        String source) {
    public static final String USD = "USD";

    public PriceRule {
        matches = List.copyOf(matches);
        thresholds = thresholds.stream()
                .sorted(Comparator.comparingLong(Threshold::above))
                .toList();
        if (matches.isEmpty()) {
            throw new IllegalArgumentException("Rule " + id + " matches no model");
        }
        if (thresholds.stream().map(Threshold::axis).distinct().count() > 1) {
            throw new IllegalArgumentException("Rule " + id + " has thresholds of several axes");
        }
    }

    /** The closest of the matches that cover a model. */
    Optional<ModelMatch> match(String model) {
        return matches.stream()
                .filter(match -> match.covers(model))
                .max(Comparator.comparingInt(ModelMatch::closeness));
    }

    /** @param model in lower case */
    public boolean covers(String model) {
        return match(model).isPresent();
    }

    public boolean appliesAt(Instant moment) {
        return validity.at(moment);
    }

    /** The rates for a call of this size. */
    Rates ratesFor(TokenUsage usage) {
        Rates applying = rates;
        for (Threshold threshold : thresholds) {
            if (threshold.isExceededBy(usage)) {
                applying = applying.with(threshold.rates());
            }
        }
        return applying;
    }

    /** All rates of calls that exceed a threshold. */
    public Rates ratesAbove(Threshold threshold) {
        Rates applying = rates;
        for (Threshold step : thresholds) {
            if (step.above() <= threshold.above()) {
                applying = applying.with(step.rates());
            }
        }
        return applying;
    }

    /** The same at a part of the price; the id tells who reduced it. */
    PriceRule reduced(String newId, Discount discount) {
        return new PriceRule(
                newId,
                provider,
                matches,
                region,
                tier,
                validity,
                currency,
                discount.on(rates),
                thresholds.stream()
                        .map(threshold ->
                                new Threshold(threshold.axis(), threshold.above(), discount.on(threshold.rates())))
                        .toList(),
                source);
    }

    PriceRule called(String newId) {
        return new PriceRule(newId, provider, matches, region, tier, validity, currency, rates, thresholds, source);
    }
}
