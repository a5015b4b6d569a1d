package org.llmops.cost.reconciliation;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.TokenCounts;
import org.llmops.platform.money.Money;

/**
 * What a provider says of some calls.
 *
 * @param amount absent when only usage is told
 * @param rounding how much of a difference may come from the digits that were not written
 * @param requests absent when it is not told
 * @param tokens absent when it is not told
 */
record Invoiced(
        @Nullable Money amount,
        Money rounding,
        @Nullable Long requests,
        @Nullable TokenCounts tokens) {
    static final Invoiced NOTHING = new Invoiced(null, Money.ZERO, null, null);

    static Invoiced of(List<InvoiceLine> lines) {
        Invoiced sum = NOTHING;
        for (InvoiceLine line : lines) {
            InvoicedAmount amount = line.amount();
            sum = new Invoiced(
                    amount == null
                            ? sum.amount
                            : amount.amount().plus(Objects.requireNonNullElse(sum.amount, Money.ZERO)),
                    amount == null ? sum.rounding : sum.rounding.plus(amount.rounding()),
                    line.requests() == null
                            ? sum.requests
                            : Long.valueOf(line.requests() + (sum.requests == null ? 0 : sum.requests)),
                    line.tokens() == null
                            ? sum.tokens
                            : line.tokens().plus(Objects.requireNonNullElse(sum.tokens, TokenCounts.NONE)));
        }
        return sum;
    }

    /** What a usage export of the same provider adds to it. */
    Invoiced completedBy(Invoiced usage) {
        return new Invoiced(
                amount, rounding, requests == null ? usage.requests : requests, tokens == null ? usage.tokens : tokens);
    }
}
