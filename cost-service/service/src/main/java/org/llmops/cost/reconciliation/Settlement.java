package org.llmops.cost.reconciliation;

import static org.llmops.cost.ledger.Reason.INVOICE_PRICE;
import static org.llmops.cost.ledger.Reason.INVOICE_USAGE;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.llmops.cost.ledger.Adjustments;
import org.llmops.cost.ledger.CallState;
import org.llmops.cost.ledger.LedgerEntry;
import org.llmops.cost.ledger.Reason;
import org.llmops.cost.ledger.TokenCounts;
import org.llmops.cost.ledger.Used;
import org.llmops.platform.money.Money;

/**
 * What makes the ledger agree with a line of an invoice. The difference in price is divided among the calls, the one in
 * estimated usage among those whose usage was estimated, each in proportion to its cost; what no call stands for becomes
 * an adjustment of that day. All of it adds up to the line's difference, exactly.
 */
final class Settlement {
    private final Invoice invoice;
    private final Match match;
    private final int bookVersion;
    private final Instant now;

    Settlement(Invoice invoice, Match match, int bookVersion, Instant now) {
        this.invoice = invoice;
        this.match = match;
        this.bookVersion = bookVersion;
        this.now = now;
    }

    /** @param calls of the match; empty when there are too many for each to get its correction */
    List<LedgerEntry> entries(List<CallState> calls) {
        List<CallState> billable = calls.stream().filter(CallState::isBillable).toList();
        List<CallState> estimated =
                billable.stream().filter(call -> call.used().estimated()).toList();
        Map<UUID, Long> shares = new HashMap<>();
        List<LedgerEntry> entries = new ArrayList<>();
        for (Gap.Part part : match.gap().parts()) {
            List<CallState> bearers =
                    part.reason() == INVOICE_PRICE ? billable : part.reason() == INVOICE_USAGE ? estimated : List.of();
            if (bearers.isEmpty()) {
                entries.add(adjustment(part.reason(), part.amount(), part.tokens()));
            } else {
                divide(part, bearers, shares);
                if (!part.tokens().equals(TokenCounts.NONE)) {
                    // Counts cannot be divided among calls without some getting more cached tokens than input.
                    entries.add(adjustment(part.reason(), Money.ZERO, part.tokens()));
                }
            }
        }
        boolean usageIsKnown = match.gap().parts().stream().anyMatch(part -> part.reason() == INVOICE_USAGE);
        Set<UUID> nowKnown = new TreeSet<>();
        if (usageIsKnown) {
            estimated.forEach(call -> nowKnown.add(call.call().id()));
        }
        billable.forEach(call -> correction(call, shares, nowKnown).ifPresent(entries::add));
        return entries;
    }

    private static void divide(Gap.Part part, List<CallState> bearers, Map<UUID, Long> shares) {
        List<Long> costs =
                bearers.stream().map(call -> Math.max(call.cost().nanoUsd(), 0)).toList();
        boolean free = costs.stream().allMatch(cost -> cost == 0);
        List<Long> weights = free
                ? bearers.stream()
                        .map(call -> call.used().tokens().input()
                                + call.used().tokens().output())
                        .toList()
                : costs;
        List<Long> parts = Allocation.of(part.amount().nanoUsd(), weights);
        for (int each = 0; each < bearers.size(); each++) {
            shares.merge(bearers.get(each).call().id(), parts.get(each), Math::addExact);
        }
    }

    private Optional<LedgerEntry> correction(CallState call, Map<UUID, Long> shares, Set<UUID> nowKnown) {
        boolean known = nowKnown.contains(call.call().id());
        Used used = known ? new Used(call.used().tokens(), call.used().details(), false) : call.used();
        Money cost =
                call.cost().plus(Money.ofNanoUsd(shares.getOrDefault(call.call().id(), 0L)));
        return call.corrected(
                known ? INVOICE_USAGE : INVOICE_PRICE,
                invoice.path(),
                used,
                call.costing().withCost(cost),
                now);
    }

    private LedgerEntry adjustment(Reason reason, Money amount, TokenCounts tokens) {
        String model = match.models().size() == 1 ? match.models().iterator().next() : match.model();
        return Adjustments.entry(
                new Adjustments.Place(
                        invoice.workspace(),
                        invoice.provider(),
                        model,
                        match.app(),
                        match.day().atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC)),
                reason,
                invoice.path(),
                amount,
                tokens,
                bookVersion,
                now);
    }
}
