package org.llmops.cost.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.leasing.Payment;
import org.llmops.cost.pricing.CallUsage;
import org.llmops.platform.id.Ids;
import org.llmops.platform.money.Money;

/**
 * What is true of a call by everything that was entered for it.
 *
 * @param call as it was told
 * @param used what it used
 * @param costing what it cost
 * @param last the latest entry
 */
public record CallState(LedgerEntry call, Used used, Costing costing, LedgerEntry last) {
    /** @param history the call, then its corrections in their order */
    public static CallState of(List<LedgerEntry> history) {
        LedgerEntry call = history.getFirst();
        if (call.kind() != EntryKind.CALL) {
            throw new IllegalArgumentException("A history begins with its call, not with " + call.id());
        }
        LedgerEntry last = history.getLast();
        TokenCounts tokens =
                history.stream().map(entry -> entry.used().tokens()).reduce(TokenCounts.NONE, TokenCounts::plus);
        Money cost = history.stream().map(LedgerEntry::cost).reduce(Money.ZERO, Money::plus);
        return new CallState(
                call,
                new Used(tokens, last.used().details(), last.used().estimated()),
                last.costing().withCost(cost),
                last);
    }

    public CallName name() {
        return new CallName(call.workspace(), call.id());
    }

    /** A provider may have been paid for it. */
    public boolean isBillable() {
        CallFacts.Target target = call.facts().target();
        return !call.facts().cached()
                && target.provider() != null
                && target.model() != null
                && !(used.tokens().usage().isEmpty() && used.details().isEmpty());
    }

    /** What its price depends on. Only of a call that is billable. */
    public CallUsage usage() {
        return Call.usage(call.facts(), call.startedAt(), used.tokens().usage(), used.details());
    }

    /** An invoice said what it cost: no price list knows better. */
    public boolean isInvoiced() {
        return last.reason() == Reason.INVOICE_PRICE || last.reason() == Reason.INVOICE_USAGE;
    }

    public Money cost() {
        return costing.cost();
    }

    /**
     * What has to be appended to make other figures true; empty when nothing differs.
     *
     * @param cause the re-rating or invoice that says so, as a path; absent for a call record
     */
    public Optional<LedgerEntry> corrected(
            Reason reason, @Nullable String cause, Used trueUsage, Costing trueCosting, Instant now) {
        TokenCounts tokens = trueUsage.tokens().minus(used.tokens());
        Money cost = trueCosting.cost().minus(cost());
        boolean same = tokens.equals(TokenCounts.NONE)
                && cost.equals(Money.ZERO)
                && trueUsage.details().equals(used.details())
                && trueUsage.estimated() == used.estimated();
        if (same) {
            return Optional.empty();
        }
        return Optional.of(new LedgerEntry(
                call.workspace(),
                Ids.next(),
                EntryKind.CORRECTION,
                call.id(),
                last.revision() + 1,
                reason,
                cause,
                call.startedAt(),
                now,
                call.facts(),
                new Used(tokens, trueUsage.details(), trueUsage.estimated()),
                trueCosting.withCost(cost),
                Money.ZERO,
                List.of()));
    }

    /** Who paid for the call, for its corrections to be paid there. */
    List<Payment> payments() {
        return call.payments();
    }
}
