package org.llmops.cost.ledger;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.budgets.Amounts;
import org.llmops.cost.budgets.CallScope;
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

    /** Adds calls, which are paid from the leases they name as far as those hold it. */
    Uni<List<LedgerEntry>> add(
            Mutiny.Session session, List<LedgerEntry> calls, Function<LedgerEntry, List<Charge.Share>> shares) {
        return append(session, calls, entry -> charge(entry, shares.apply(entry), List.of()));
    }

    /** Adds corrections, which are paid where their calls were, and adjustments. Their workspaces' corrections are locked. */
    Uni<List<LedgerEntry>> correct(
            Mutiny.Session session, List<LedgerEntry> entries, Function<LedgerEntry, List<Payment>> paid) {
        return append(session, entries, entry -> charge(entry, List.of(), paid.apply(entry)));
    }

    /**
     * The budgets that may have to pay are locked before anything is added: a period that is opened afterwards would count
     * it twice.
     *
     * @return the entries, with what was paid
     */
    private Uni<List<LedgerEntry>> append(
            Mutiny.Session session, List<LedgerEntry> entries, Function<LedgerEntry, Charge> charge) {
        if (entries.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Charge> charges = entries.stream()
                .filter(LedgerEntry::isPaidByBudgets)
                .map(charge)
                .toList();
        return charging.open(session, charges)
                .chain(sheet -> Uni.createFrom()
                        .item(() -> entries.stream()
                                .sorted(ORDER_OF_LOCKS)
                                .map(entry -> pay(entry, sheet, charge))
                                .toList())
                        .call(() -> charging.close(session, sheet)))
                .call(paid -> ledger.add(session, paid))
                .call(paid -> tell(session, paid));
    }

    private Uni<Void> tell(Mutiny.Session session, List<LedgerEntry> added) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (LedgerListener listener : listeners) {
            told = told.chain(() -> listener.added(session, added));
        }
        return told;
    }

    private static LedgerEntry pay(LedgerEntry entry, ChargeSheet sheet, Function<LedgerEntry, Charge> charge) {
        return entry.isPaidByBudgets() ? entry.paidBy(sheet.charge(charge.apply(entry))) : entry;
    }

    private static Charge charge(LedgerEntry entry, List<Charge.Share> shares, List<Payment> paid) {
        return new Charge(
                entry.workspace(),
                entry.callId() == null ? entry.id() : entry.callId(),
                scope(entry.facts()),
                entry.startedAt(),
                amounts(entry),
                shares,
                paid);
    }

    private static CallScope scope(CallFacts facts) {
        CallFacts.Version route = facts.route();
        CallFacts.Version prompt = facts.prompt();
        return new CallScope(
                facts.who().team(),
                facts.who().app(),
                facts.who().key(),
                facts.who().endUser(),
                facts.target().provider(),
                facts.target().model(),
                route == null ? null : route.name(),
                prompt == null ? null : prompt.name(),
                facts.tags());
    }

    /** Only calls that a provider answered are requests: what corrects one is no second. */
    private static Amounts amounts(LedgerEntry entry) {
        boolean answered =
                entry.facts().target().provider() != null && !entry.facts().cached();
        TokenCounts tokens = entry.used().tokens();
        return new Amounts(
                entry.cost(),
                entry.facts().cached() ? 0 : tokens.input() + tokens.output(),
                answered ? entry.calls() : 0);
    }
}
