package org.llmops.cost.pricing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the price book as REST shows it. Rates are USD for a million units, as exact decimal strings.
 *
 * @param match the models, each by `equals` or `prefix`
 * @param effectiveFrom absent: as long as anyone knows
 * @param effectiveTo the first moment after; absent: until further notice
 * @param longContext the rates for calls with a long input
 * @param source where the figures come from, and on what terms
 */
@RegisterForReflection
record PriceView(
        String id,
        int priceBookVersion,
        String provider,
        List<Map<String, String>> match,
        @Nullable Instant effectiveFrom,
        @Nullable Instant effectiveTo,
        Map<String, String> rates,
        @Nullable LongContextView longContext,
        PriceSource source) {
    static PriceView of(PriceRule rule, PriceBook book) {
        return new PriceView(
                rule.id(),
                book.version(),
                rule.provider(),
                rule.matches().stream().map(PriceView::match).toList(),
                rule.effectiveFrom(),
                rule.effectiveTo(),
                rates(rule.rates()),
                LongContextView.of(rule),
                book.sources().stream()
                        .filter(source -> source.id().equals(rule.source()))
                        .findFirst()
                        .orElseThrow());
    }

    static Map<String, String> rates(Rates rates) {
        return rates.usdPerMillion().entrySet().stream()
                .collect(Collectors.toMap(
                        rate -> rate.getKey().label(), rate -> rate.getValue().toPlainString()));
    }

    private static Map<String, String> match(ModelMatch match) {
        return switch (match) {
            case ModelMatch.Exactly exactly -> Map.of("equals", exactly.text());
            case ModelMatch.StartingWith prefix -> Map.of("prefix", prefix.text());
        };
    }

    /** The rates of calls with more input than the threshold. */
    @RegisterForReflection
    record LongContextView(long aboveInputTokens, Map<String, String> rates) {
        static @Nullable LongContextView of(PriceRule rule) {
            PriceRule.LongContext longContext = rule.longContext();
            return longContext == null
                    ? null
                    : new LongContextView(longContext.aboveInputTokens(), PriceView.rates(longContext.rates()));
        }
    }
}
