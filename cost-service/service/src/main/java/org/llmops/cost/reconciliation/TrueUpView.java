package org.llmops.cost.reconciliation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.llmops.cost.ledger.EntryKind;
import org.llmops.cost.ledger.LedgerEntry;
import org.llmops.platform.money.Money;

/**
 * What was appended so that the ledger agrees with an invoice. Amounts are decimal strings of USD.
 *
 * @param differenceUsd what was added to the ledger, or taken from it
 * @param byReason the same, by why
 */
@RegisterForReflection
record TrueUpView(
        UUID invoiceId, long corrections, long adjustments, Money differenceUsd, Map<String, Money> byReason) {
    static TrueUpView of(Invoice invoice, List<LedgerEntry> appended) {
        return new TrueUpView(
                invoice.id(),
                count(appended, EntryKind.CORRECTION),
                count(appended, EntryKind.ADJUSTMENT),
                appended.stream().map(LedgerEntry::cost).reduce(Money.ZERO, Money::plus),
                appended.stream()
                        .filter(entry -> entry.reason() != null)
                        .collect(Collectors.toMap(
                                entry -> String.valueOf(
                                        entry.reason() == null
                                                ? null
                                                : entry.reason().label()),
                                LedgerEntry::cost,
                                Money::plus,
                                TreeMap::new)));
    }

    private static long count(List<LedgerEntry> entries, EntryKind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).count();
    }
}
