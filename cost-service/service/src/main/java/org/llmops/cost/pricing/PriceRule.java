package org.llmops.cost.pricing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/**
 * What some models of a provider cost during some time.
 *
 * @param id unique in its price book
 * @param provider as in the price book: `openai`, `anthropic`, …
 * @param matches the models; one suffices
 * @param effectiveFrom the first moment; absent: as long as anyone knows
 * @param effectiveTo the first moment after; absent: until further notice
 * @param rates what the units cost
 * @param longContext what they cost in calls with a long input; absent when that makes no difference
 * @param source id of the source the figures come from
 */
public record PriceRule(
        String id,
        String provider,
        List<ModelMatch> matches,
        @Nullable Instant effectiveFrom,
        @Nullable Instant effectiveTo,
        Rates rates,
        @Nullable LongContext longContext,
        String source) {
    public PriceRule {
        matches = List.copyOf(matches);
        if (matches.isEmpty()) {
            throw new IllegalArgumentException("Rule " + id + " matches no model");
        }
        if (effectiveFrom != null && effectiveTo != null && !effectiveFrom.isBefore(effectiveTo)) {
            throw new IllegalArgumentException("Rule " + id + " ends before it begins");
        }
    }

    /** The closest of the matches that cover a model. */
    Optional<ModelMatch> match(String model) {
        return matches.stream()
                .filter(match -> match.covers(model))
                .max(Comparator.comparingInt(match -> match.text().length()));
    }

    boolean appliesAt(Instant at) {
        return (effectiveFrom == null || !at.isBefore(effectiveFrom))
                && (effectiveTo == null || at.isBefore(effectiveTo));
    }

    /** What a call with this usage costs. */
    public Money cost(TokenUsage usage) {
        return ratesFor(usage).cost(usage);
    }

    private Rates ratesFor(TokenUsage usage) {
        return longContext != null && usage.input() > longContext.aboveInputTokens() ? longContext.rates() : rates;
    }

    /**
     * Other rates, for all tokens of a call whose input is long.
     *
     * @param aboveInputTokens with more input than this
     */
    public record LongContext(long aboveInputTokens, Rates rates) {}
}
