package org.llmops.cost.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.leasing.Payment;
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
                last.costing().withCost(cost).withDiscarded(discarded(history)),
                last);
    }

    /** Answers are in the same order in every entry that says anything of them. */
    private static List<Discarded> discarded(List<LedgerEntry> history) {
        List<Discarded> sums = history.getFirst().costing().discarded();
        for (LedgerEntry correction : history.subList(1, history.size())) {
            sums = added(sums, correction.costing().discarded(), 1);
        }
        return sums;
    }

    private static List<Discarded> added(List<Discarded> sums, List<Discarded> others, int sign) {
        if (others.isEmpty()) {
            return sums;
        }
        return IntStream.range(0, sums.size())
                .mapToObj(each -> sums.get(each)
                        .costing(Math.addExact(
                                sums.get(each).costNanoUsd(),
                                sign * others.get(each).costNanoUsd())))
                .toList();
    }

    public CallName name() {
        return new CallName(call.workspace(), call.id());
    }

    /** A provider may have been paid for it, or for an answer that nobody got. */
    public boolean isPriced() {
        return isBillable() || !costing.discarded().isEmpty();
    }

    /** A provider may have been paid for what the client got. */
    public boolean isBillable() {
        CallFacts.Target target = call.facts().target();
        return !call.facts().cached()
                && target.provider() != null
                && target.model() != null
                && !(used.tokens().usage().isEmpty() && used.details().isEmpty());
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
                trueCosting.withCost(cost).withDiscarded(difference(trueCosting)),
                Money.ZERO,
                List.of()));
    }

    /** Empty when nothing differs in them. */
    private List<Discarded> difference(Costing truth) {
        List<Discarded> differences = added(truth.discarded(), costing.discarded(), -1);
        return differences.stream().allMatch(each -> each.costNanoUsd() == 0) ? List.of() : differences;
    }

    /** Who paid for the call, for its corrections to be paid there. */
    List<Payment> payments() {
        return call.payments();
    }
}
