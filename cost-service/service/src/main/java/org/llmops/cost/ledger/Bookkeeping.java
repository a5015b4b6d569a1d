package org.llmops.cost.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.leasing.Charge;
import org.llmops.cost.leasing.ChargeSheet;
import org.llmops.cost.leasing.Charging;
import org.llmops.cost.ledger.Ledger.CallName;
import org.llmops.cost.pricing.CallPricing;
import org.llmops.cost.pricing.CurrentPrices;
import org.llmops.platform.money.Money;
import org.llmops.platform.store.Transactions;

/**
 * Enters calls into the ledger and charges them to the budgets, each call once however often it is told. Copies of calls
 * are entered and charged to nobody.
 */
@ApplicationScoped
class Bookkeeping {
    private final Transactions transactions;
    private final CurrentPrices prices;
    private final CallPricing pricing;
    private final Charging charging;
    private final Ledger ledger;
    private final MeterRegistry metrics;
    private final Clock clock;

    Bookkeeping(
            Transactions transactions,
            CurrentPrices prices,
            CallPricing pricing,
            Charging charging,
            Ledger ledger,
            MeterRegistry metrics,
            Clock clock) {
        this.transactions = transactions;
        this.prices = prices;
        this.pricing = pricing;
        this.charging = charging;
        this.ledger = ledger;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** All of them in one transaction, of any workspace. */
    Uni<Void> enter(List<Call> calls) {
        if (calls.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<CallName, Call> once = calls.stream()
                .collect(Collectors.toMap(
                        call -> new CallName(call.workspace().value(), call.id()),
                        Function.identity(),
                        (first, again) -> first));
        List<LedgerEntry> entries = price(once.values().stream().toList());
        List<Charge> charges = entries.stream()
                .filter(entry -> entry.copyOfCallId() == null)
                .map(entry -> charge(Objects.requireNonNull(once.get(CallName.of(entry))), entry.cost()))
                .toList();
        return transactions
                .acrossWorkspaces(session -> enter(session, entries, charges))
                .invoke(added -> count(entries, added))
                .replaceWithVoid();
    }

    private Uni<Set<CallName>> enter(Mutiny.Session session, List<LedgerEntry> entries, List<Charge> charges) {
        return charging.open(session, charges)
                .chain(sheet -> ledger.add(session, entries).invoke(added -> charge(sheet, charges, added)));
    }

    private List<LedgerEntry> price(List<Call> calls) {
        int version = prices.book().version();
        Instant now = clock.instant();
        return calls.stream()
                .map(call -> LedgerEntry.of(call, pricing, version, now))
                .toList();
    }

    private static void charge(ChargeSheet sheet, List<Charge> charges, Set<CallName> added) {
        charges.stream()
                .filter(charge -> added.contains(new CallName(charge.workspace().value(), charge.callId())))
                .forEach(sheet::charge);
    }

    private void count(List<LedgerEntry> entries, Set<CallName> added) {
        for (LedgerEntry entry : entries) {
            if (added.contains(CallName.of(entry))) {
                metrics.counter("llmops.ledger.entries", "status", entry.status())
                        .increment();
                if (entry.differsFromRouter()) {
                    metrics.counter("llmops.ledger.cost.mismatches").increment();
                }
            }
        }
    }

    private static Charge charge(Call call, Money cost) {
        return new Charge(call.workspace(), call.id(), call.who().app(), call.startedAt(), cost, call.shares());
    }
}
