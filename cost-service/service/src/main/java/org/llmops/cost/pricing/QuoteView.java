package org.llmops.cost.pricing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The price of a model now.
 *
 * @param status `exact`, `alias` (covered by prefix) or `unpriced`
 * @param rates USD for a million units; absent when unpriced
 * @param validUntil a dated price changes then; absent when none is known
 */
@RegisterForReflection
record QuoteView(
        String status,
        int priceBookVersion,
        @Nullable String ruleId,
        @Nullable Map<String, String> rates,
        PriceView.@Nullable LongContextView longContext,
        @Nullable Instant validUntil) {
    static QuoteView of(Price price) {
        return switch (price) {
            case Price.Priced priced ->
                new QuoteView(
                        priced.exact() ? "exact" : "alias",
                        priced.bookVersion(),
                        priced.rule().id(),
                        PriceView.rates(priced.rule().rates()),
                        PriceView.LongContextView.of(priced.rule()),
                        priced.validUntil());
            case Price.Unpriced unpriced ->
                new QuoteView("unpriced", unpriced.bookVersion(), null, null, null, unpriced.validUntil());
        };
    }
}
