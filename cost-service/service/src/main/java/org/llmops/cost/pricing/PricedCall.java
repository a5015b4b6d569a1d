package org.llmops.cost.pricing;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/**
 * What a call costs, and why.
 *
 * @param ruleId absent when unpriced
 * @param bookVersion the immutable version that said so
 * @param lines what it is the sum of
 */
public record PricedCall(
        Money cost, PriceStatus status, @Nullable String ruleId, int bookVersion, List<Line> lines) {
    public PricedCall {
        lines = List.copyOf(lines);
    }

    /**
     * One unit's part of the cost.
     *
     * @param rate USD for one unit, exact
     * @param amount USD, exact: only the sum of all lines is rounded
     */
    public record Line(String unit, long count, BigDecimal rate, BigDecimal amount) {}
}
