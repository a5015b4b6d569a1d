package org.llmops.router.price;

import org.llmops.platform.money.Money;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.v1.Cost;
import org.llmops.router.v1.Usage;

/** Usage and cost as call records tell them. */
public final class PriceWire {
    private PriceWire() {}

    /** @param estimated the provider did not tell it */
    public static Usage usage(TokenUsage usage, boolean estimated) {
        return Usage.newBuilder()
                .setInputTokens(usage.input())
                .setCacheReadTokens(usage.cacheRead())
                .setCacheWriteTokens(usage.cacheWrite())
                .setOutputTokens(usage.output())
                .setReasoningTokens(usage.reasoning())
                .putAllDetails(usage.details())
                .setRawJson(usage.raw())
                .setEstimated(estimated)
                .build();
    }

    /** A cost, and the rates of a service tier that it was found by. */
    public static Cost cost(Quote quote, Money cost, String tier) {
        return Cost.newBuilder()
                .setNanoUsd(cost.nanoUsd())
                .setStatus(quote.status())
                .setPriceBookVersion(quote.priceBookVersion())
                .setRuleId(quote.ruleId(tier))
                .build();
    }
}
