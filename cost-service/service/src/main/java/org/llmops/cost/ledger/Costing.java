package org.llmops.cost.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.PriceStatus;
import org.llmops.cost.pricing.PricedCall;
import org.llmops.platform.money.Money;

/**
 * What something cost, and by which rule.
 *
 * @param cost in a correction the difference, which may be negative
 * @param status how the price was found; absent when there was nothing to be priced
 * @param bookVersion the immutable version of the price book
 * @param rule the rule in it; absent when none was needed or none was found
 * @param lines what the price is the sum of, in a correction too
 */
public record Costing(
        Money cost,
        @Nullable PriceStatus status,
        int bookVersion,
        @Nullable String rule,
        List<PricedCall.Line> lines) {
    public Costing {
        lines = List.copyOf(lines);
    }

    public static Costing of(PricedCall priced) {
        return new Costing(priced.cost(), priced.status(), priced.bookVersion(), priced.ruleId(), priced.lines());
    }

    /** Nobody was paid. */
    static Costing nothing(int bookVersion) {
        return new Costing(Money.ZERO, null, bookVersion, null, List.of());
    }

    static Costing unpriced(int bookVersion) {
        return new Costing(Money.ZERO, PriceStatus.UNPRICED, bookVersion, null, List.of());
    }

    /** The same price, of which another part is entered. */
    public Costing withCost(Money other) {
        return new Costing(other, status, bookVersion, rule, lines);
    }

    boolean isUnpriced() {
        return status == PriceStatus.UNPRICED;
    }
}
