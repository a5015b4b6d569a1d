package org.llmops.cost.ledger;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.leasing.Charge;
import org.llmops.cost.leasing.ChargeSheet;
import org.llmops.cost.leasing.Charging;
import org.llmops.cost.leasing.Payment;

/**
 * The one way into the ledger: whatever is added is paid by the budgets it falls under and told to the listeners, in the
 * same transaction.
 */
@ApplicationScoped
class Appending {
    private static final Comparator<LedgerEntry> ORDER_OF_LOCKS = Comparator.comparing(
                    (LedgerEntry entry) -> entry.workspace().value())
            .thenComparing(entry -> entry.id().toString());

    private final Charging charging;
    private final Ledger ledger;
    private final List<LedgerListener> listeners;

    Appending(Charging charging, Ledger ledger, @All List<LedgerListener> listeners) {
        this.charging = charging;
        this.ledger = ledger;
        this.listeners = listeners;
    }

    /**
     * Locks the budgets that may have to pay. To be called before anything is added: a period that is opened afterwards
     * would count it twice.
     */
    Uni<Open> open(
            Mutiny.Session session, List<LedgerEntry> candidates, Function<LedgerEntry, List<Charge.Share>> shares) {
        Function<LedgerEntry, Charge> charge = entry -> charge(entry, shares.apply(entry), List.of());
        return charging.open(session, paidByBudgets(candidates).map(charge).toList())
                .map(sheet -> new Open(session, sheet, charge));
    }

    /** Adds corrections, which are paid where their calls were, and adjustments. Their workspace's corrections are locked. */
    Uni<List<LedgerEntry>> correct(
            Mutiny.Session session, List<LedgerEntry> entries, Function<LedgerEntry, List<Payment>> paid) {
        if (entries.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Function<LedgerEntry, Charge> charge = entry -> charge(entry, List.of(), paid.apply(entry));
        return charging.open(session, paidByBudgets(entries).map(charge).toList())
                .chain(sheet -> new Open(session, sheet, charge).add(entries));
    }

    private static java.util.stream.Stream<LedgerEntry> paidByBudgets(List<LedgerEntry> entries) {
        return entries.stream().filter(LedgerEntry::isPaidByBudgets);
    }

    private static Charge charge(LedgerEntry entry, List<Charge.Share> shares, List<Payment> paid) {
        return new Charge(
                entry.workspace(),
                entry.callId() == null ? entry.id() : entry.callId(),
                entry.facts().who().app(),
                entry.startedAt(),
                entry.cost(),
                shares,
                paid);
    }

    /** A transaction in which the budgets are locked. */
    final class Open {
        private final Mutiny.Session session;
        private final ChargeSheet sheet;
        private final Function<LedgerEntry, Charge> charge;

        private Open(Mutiny.Session session, ChargeSheet sheet, Function<LedgerEntry, Charge> charge) {
            this.session = session;
            this.sheet = sheet;
            this.charge = charge;
        }

        /** Returns them with what was paid. Two who add the same wait for each other in one order. */
        Uni<List<LedgerEntry>> add(List<LedgerEntry> entries) {
            List<LedgerEntry> paid =
                    entries.stream().sorted(ORDER_OF_LOCKS).map(this::pay).toList();
            Uni<Void> added = ledger.add(session, paid);
            if (!paid.isEmpty()) {
                for (LedgerListener listener : listeners) {
                    added = added.chain(() -> listener.added(session, paid));
                }
            }
            return added.replaceWith(paid);
        }

        private LedgerEntry pay(LedgerEntry entry) {
            return entry.isPaidByBudgets() ? entry.paidBy(sheet.charge(charge.apply(entry))) : entry;
        }
    }
}
