package org.llmops.cost.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.teams.TeamApps;
import org.llmops.cost.teams.Teams;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/**
 * Enters calls into the ledger and charges them to the budgets, each call once however often it is told. Copies of calls
 * are entered and charged to nobody.
 */
@ApplicationScoped
class Bookkeeping {
    private final Transactions transactions;
    private final EntryPricing pricing;
    private final Teams teams;
    private final Appending appending;
    private final Ledger ledger;
    private final TruingUp truingUp;
    private final MeterRegistry metrics;
    private final Clock clock;

    Bookkeeping(
            Transactions transactions,
            EntryPricing pricing,
            Teams teams,
            Appending appending,
            Ledger ledger,
            TruingUp truingUp,
            MeterRegistry metrics,
            Clock clock) {
        this.transactions = transactions;
        this.pricing = pricing;
        this.teams = teams;
        this.appending = appending;
        this.ledger = ledger;
        this.truingUp = truingUp;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** All that are new in one transaction, of any workspace; what is known already, and better told now, in another. */
    Uni<Void> enter(List<Call> told) {
        if (told.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<CallName, Call> calls =
                told.stream().collect(Collectors.toMap(Call::name, call -> call, Call::better, LinkedHashMap::new));
        Instant now = clock.instant();
        List<LedgerEntry> priced =
                calls.values().stream().map(call -> pricing.entry(call, now)).toList();
        return transactions
                .acrossWorkspaces(session -> enter(session, calls, priced, Set.of()))
                // Hardly any record comes twice: only who finds out that one did looks which are known.
                .onFailure(Ledger.KnownAlready.class)
                .recoverWithUni(() -> transactions.acrossWorkspaces(session -> enterUnknown(session, calls, priced)))
                .invoke(this::count)
                .chain(added -> truingUp.reported(withoutEntered(calls, added)));
    }

    private Uni<List<LedgerEntry>> enterUnknown(
            Mutiny.Session session, Map<CallName, Call> calls, List<LedgerEntry> priced) {
        return ledger.known(session, calls.keySet()).chain(known -> enter(session, calls, priced, known));
    }

    private Uni<List<LedgerEntry>> enter(
            Mutiny.Session session, Map<CallName, Call> calls, List<LedgerEntry> priced, Set<CallName> known) {
        return teams.of(session, workspaces(calls.keySet()))
                .map(apps -> priced.stream()
                        .filter(entry -> !known.contains(name(entry)))
                        .map(entry -> in(apps, entry))
                        .toList())
                .chain(entries -> appending.add(
                        session, entries, entry -> call(calls, entry).shares()));
    }

    private static LedgerEntry in(TeamApps apps, LedgerEntry entry) {
        return entry.inTeam(apps.teamOf(entry.workspace(), entry.facts().who().app()));
    }

    private static Call call(Map<CallName, Call> calls, LedgerEntry entry) {
        return Objects.requireNonNull(calls.get(name(entry)));
    }

    private static Set<WorkspaceId> workspaces(Collection<CallName> names) {
        return names.stream().map(CallName::workspace).collect(Collectors.toSet());
    }

    private static CallName name(LedgerEntry entry) {
        return new CallName(entry.workspace(), entry.id());
    }

    private static List<Call> withoutEntered(Map<CallName, Call> calls, List<LedgerEntry> added) {
        Set<CallName> entered = added.stream().map(Bookkeeping::name).collect(Collectors.toSet());
        return calls.values().stream()
                .filter(call -> !entered.contains(call.name()))
                .toList();
    }

    private void count(List<LedgerEntry> added) {
        long unpriced =
                added.stream().filter(entry -> entry.costing().isUnpriced()).count();
        metrics.counter("llmops.ledger.entries", "status", "unpriced").increment(unpriced);
        metrics.counter("llmops.ledger.entries", "status", "priced").increment(added.size() - unpriced);
        metrics.counter("llmops.ledger.cost.mismatches")
                .increment(added.stream().filter(LedgerEntry::differsFromRouter).count());
    }
}
