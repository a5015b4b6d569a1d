package org.llmops.cost.pricing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/**
 * What a call costs, and why.
 *
 * @param ruleId absent when unpriced
 * @param bookVersion the immutable version that said so
 * @param lines what it is the sum of
 * @param conversion how another currency became dollars; absent where the price is in dollars
 */
public record PricedCall(
        Money cost,
        PriceStatus status,
        @Nullable String ruleId,
        int bookVersion,
        List<Line> lines,
        @Nullable Conversion conversion) {
    public PricedCall {
        lines = List.copyOf(lines);
    }

    public PricedCall(Money cost, PriceStatus status, @Nullable String ruleId, int bookVersion, List<Line> lines) {
        this(cost, status, ruleId, bookVersion, lines, null);
    }

    static PricedCall unpriced(int bookVersion) {
        return new PricedCall(Money.ZERO, PriceStatus.UNPRICED, null, bookVersion, List.of());
    }

    /**
     * One unit's part of the cost.
     *
     * @param rate USD for one unit; exact where that has an end, else to 18 significant digits
     * @param amount USD; likewise: only the sum of all lines is rounded, and that from exact fractions
     * @param listRate the rate without the workspace's discount; absent where there is none
     */
    public record Line(
            String unit,
            long count,
            BigDecimal rate,
            BigDecimal amount,
            @Nullable BigDecimal listRate) {
        public Line(String unit, long count, BigDecimal rate, BigDecimal amount) {
            this(unit, count, rate, amount, null);
        }
    }

    /**
     * A dated rate of exchange.
     *
     * @param currency the price's own, ISO 4217
     * @param day whose rate it is: the day of the call, or the last one before it that has a rate
     * @param perUsd units of the currency for a dollar; absent: nobody told, and the cost is not known
     */
    public record Conversion(
            String currency, LocalDate day, @Nullable BigDecimal perUsd) {}
}
