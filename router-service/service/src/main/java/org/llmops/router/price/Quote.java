package org.llmops.router.price;

import java.math.BigDecimal;
import org.llmops.platform.money.Money;
import org.llmops.router.body.TokenUsage;

/**
 * What one model costs.
 *
 * @param status {@code exact}, {@code alias} or {@code unpriced}
 * @param priceBookVersion the immutable version the rates come from
 * @param ruleId the rule in it
 * @param rates USD for one million tokens
 */
public record Quote(String status, int priceBookVersion, String ruleId, Rates rates) {

    /**
     * USD for one million tokens of each kind.
     *
     * @param input that no cache had a part in
     */
    public record Rates(BigDecimal input, BigDecimal cacheRead, BigDecimal cacheWrite, BigDecimal output) {
        /** Costs nothing. */
        public static final Rates FREE = new Rates(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** The price book does not know the model. */
    public boolean unpriced() {
        return status.equals("unpriced");
    }

    /** Exactly what this usage costs, rounded half up to a nano-USD once. */
    public Money cost(TokenUsage usage) {
        BigDecimal usdForMillions = times(usage.plainInput(), rates.input)
                .add(times(usage.cacheRead(), rates.cacheRead))
                .add(times(usage.cacheWrite(), rates.cacheWrite))
                .add(times(usage.output(), rates.output));
        return Money.rounded(usdForMillions.movePointLeft(6));
    }

    /** The most that a call may cost, whichever way the provider counts its input. */
    public Money bound(long inputTokens, long outputTokens) {
        BigDecimal dearestInput = rates.input.max(rates.cacheRead).max(rates.cacheWrite);
        BigDecimal usdForMillions = times(inputTokens, dearestInput).add(times(outputTokens, rates.output));
        return Money.rounded(usdForMillions.movePointLeft(6)).plus(Money.ofNanoUsd(1));
    }

    private static BigDecimal times(long tokens, BigDecimal rate) {
        return rate.multiply(BigDecimal.valueOf(tokens));
    }
}
