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
 * @param lines what the answer's price is the sum of, in a correction too
 * @param discarded answers of other targets that the call did not use: their costs are parts of the cost
 */
public record Costing(
        Money cost,
        @Nullable PriceStatus status,
        int bookVersion,
        @Nullable String rule,
        List<PricedCall.Line> lines,
        List<Discarded> discarded) {
    public Costing {
        lines = List.copyOf(lines);
        discarded = List.copyOf(discarded);
    }

    public static Costing of(PricedCall priced) {
        return new Costing(
                priced.cost(), priced.status(), priced.bookVersion(), priced.ruleId(), priced.lines(), List.of());
    }

    /** Nobody was paid. */
    static Costing nothing(int bookVersion) {
        return new Costing(Money.ZERO, null, bookVersion, null, List.of(), List.of());
    }

    static Costing unpriced(int bookVersion) {
        return new Costing(Money.ZERO, PriceStatus.UNPRICED, bookVersion, null, List.of(), List.of());
    }

    /** The same price, of which another part is entered. */
    public Costing withCost(Money other) {
        return new Costing(other, status, bookVersion, rule, lines, discarded);
    }

    /** Together with answers that nobody got. */
    Costing with(List<Discarded> answers) {
        Money whole = Money.ofNanoUsd(
                answers.stream().mapToLong(Discarded::costNanoUsd).reduce(cost.nanoUsd(), Math::addExact));
        return new Costing(whole, status, bookVersion, rule, lines, answers);
    }

    Costing withDiscarded(List<Discarded> answers) {
        return new Costing(cost, status, bookVersion, rule, lines, answers);
    }

    /** How much of the cost is for answers that nobody got. */
    Money discardedCost() {
        return Money.ofNanoUsd(
                discarded.stream().mapToLong(Discarded::costNanoUsd).reduce(0, Math::addExact));
    }

    boolean isUnpriced() {
        return status == PriceStatus.UNPRICED;
    }
}
