package org.llmops.cost.rerating;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.CallRange;
import org.llmops.cost.ledger.CallState;
import org.llmops.cost.ledger.Costing;
import org.llmops.cost.ledger.LedgerEntry;
import org.llmops.cost.ledger.Reason;
import org.llmops.cost.pricing.CallUsage;
import org.llmops.cost.pricing.PricedCall;
import org.llmops.cost.rerating.ReratingLine.Group;
import org.llmops.platform.money.Money;

/**
 * A batch of calls, priced anew.
 *
 * @param examined how many
 * @param invoiced how many of them an invoice has settled: no price list knows better
 * @param corrections one for each whose cost differs
 * @param lines the same, added up
 * @param last the last of the batch; absent when it is empty
 */
record Repriced(
        int examined,
        int invoiced,
        List<LedgerEntry> corrections,
        List<ReratingLine> lines,
        CallRange.@Nullable After last) {
    Repriced {
        corrections = List.copyOf(corrections);
        lines = List.copyOf(lines);
    }

    static Repriced of(
            List<CallState> calls, Function<CallUsage, PricedCall> pricing, @Nullable String cause, Instant now) {
        List<LedgerEntry> corrections = new ArrayList<>();
        Map<Group, ReratingLine> lines = new LinkedHashMap<>();
        int invoiced = 0;
        for (CallState call : calls) {
            if (call.isInvoiced()) {
                invoiced++;
            } else if (call.isBillable()) {
                Costing costing = Costing.of(pricing.apply(call.usage()));
                call.corrected(Reason.RERATED, cause, call.used(), costing, now).ifPresent(correction -> {
                    corrections.add(correction);
                    ReratingLine line = line(call, costing);
                    lines.merge(line.group(), line, ReratingLine::plus);
                });
            }
        }
        return new Repriced(calls.size(), invoiced, corrections, List.copyOf(lines.values()), last(calls));
    }

    Money difference() {
        return corrections.stream().map(LedgerEntry::cost).reduce(Money.ZERO, Money::plus);
    }

    private static ReratingLine line(CallState call, Costing costing) {
        return new ReratingLine(
                new Group(
                        Objects.requireNonNull(call.call().facts().target().provider()),
                        Objects.requireNonNull(call.call().facts().target().model()),
                        call.costing().rule(),
                        costing.rule()),
                1,
                call.cost(),
                costing.cost());
    }

    private static CallRange.@Nullable After last(List<CallState> calls) {
        return calls.isEmpty()
                ? null
                : new CallRange.After(
                        calls.getLast().call().startedAt(),
                        calls.getLast().call().id());
    }
}
