package org.llmops.cost.quoting;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.Price;

/**
 * The price of a model now.
 *
 * @param status `exact`, `alias` (covered by prefix or by another name) or `unpriced`
 * @param customPricesVersion version of the workspace's own prices; 0: it has none
 * @param prices absent when unpriced
 * @param validUntil a dated price changes then; absent when none is known
 */
@RegisterForReflection
record QuoteView(
        String status,
        int priceBookVersion,
        int customPricesVersion,
        @Nullable String ruleId,
        @JsonUnwrapped @Nullable RateCard prices,
        @Nullable Instant validUntil) {
    static QuoteView of(Price price, int customPricesVersion) {
        return switch (price) {
            case Price.Priced priced ->
                new QuoteView(
                        priced.exact() ? "exact" : "alias",
                        priced.bookVersion(),
                        customPricesVersion,
                        priced.rule().id(),
                        RateCard.of(priced.rule()),
                        priced.validUntil());
            case Price.Unpriced unpriced ->
                new QuoteView(
                        "unpriced", unpriced.bookVersion(), customPricesVersion, null, null, unpriced.validUntil());
        };
    }
}
