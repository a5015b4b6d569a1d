package org.llmops.cost.leasing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.cost.budgets.BudgetPeriods;
import org.llmops.cost.budgets.BudgetPeriods.PeriodOf;
import org.llmops.cost.budgets.BudgetWire;
import org.llmops.cost.budgets.Budgets;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.store.Transactions;

/** Hands slices of budgets to router instances, and takes back what they do not need. */
@ApplicationScoped
class Leasing {
    private final Transactions transactions;
    private final Budgets budgets;
    private final BudgetPeriods periods;
    private final Leases leases;
    private final Reclaiming reclaiming;
    private final Outbox outbox;
    private final LeasingConfig config;
    private final Clock clock;

    Leasing(
            Transactions transactions,
            Budgets budgets,
            BudgetPeriods periods,
            Leases leases,
            Reclaiming reclaiming,
            Outbox outbox,
            LeasingConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.budgets = budgets;
        this.periods = periods;
        this.leases = leases;
        this.reclaiming = reclaiming;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** All the budgets are locked before any is asked, so that the slices are taken all together or not at all. */
    Uni<LeaseOutcome> take(WorkspaceId workspace, TakeSlices wish) {
        Instant now = clock.instant();
        return transactions.write(
                workspace,
                session -> budgets.of(session, List.of(workspace))
                        .map(found -> found.stream()
                                .filter(budget -> budget.pays(wish.app()))
                                .toList())
                        .chain(found -> lock(session, found, now))
                        .call(purses -> reclaiming.reclaim(
                                session, purses.stream().map(Purse::period).toList(), now))
                        .map(purses -> Purse.take(wish, purses, config.sharers(), now, config.duration()))
                        .call(outcome -> keep(session, outcome, now)));
    }

    /** Extends a lease, or releases it. */
    Uni<Lease> settle(WorkspaceId workspace, UUID id, Report report, boolean release) {
        Instant now = clock.instant();
        return transactions.write(
                workspace,
                session -> leases.periodOf(session, workspace, id)
                        .chain(key -> periods.lock(session, List.of(PeriodOf.known(key))))
                        .chain(locked -> leases.get(session, workspace, id)
                                .invoke(lease -> settle(lease, period(locked, lease), report, release, now))));
    }

    private void settle(Lease lease, BudgetPeriod period, Report report, boolean release, Instant now) {
        if (release) {
            period.giveBack(lease.release(report, now));
        } else {
            lease.extend(report, Purse.expiry(period, now, config.duration()));
        }
    }

    private Uni<List<Purse>> lock(Mutiny.Session session, List<Budget> found, Instant now) {
        return periods.lock(
                        session,
                        found.stream().map(budget -> PeriodOf.at(budget, now)).toList())
                .map(locked ->
                        found.stream().map(budget -> purse(budget, locked, now)).toList());
    }

    private static Purse purse(Budget budget, Map<BudgetPeriod.Key, BudgetPeriod> locked, Instant now) {
        return new Purse(
                budget,
                Objects.requireNonNull(locked.get(PeriodOf.at(budget, now).key())));
    }

    private Uni<Void> keep(Mutiny.Session session, LeaseOutcome outcome, Instant now) {
        return switch (outcome) {
            case LeaseOutcome.Granted granted ->
                leases.add(
                        session,
                        granted.slices().stream().map(LeaseOutcome.Slice::lease).toList());
            case LeaseOutcome.Exhausted(Purse purse)
            when purse.period().tellSpent(now) -> outbox.add(session, BudgetWire.spent(purse.budget(), purse.period()));
            case LeaseOutcome.Exhausted toldAlready -> Uni.createFrom().voidItem();
        };
    }

    private static BudgetPeriod period(Map<BudgetPeriod.Key, BudgetPeriod> locked, Lease lease) {
        return Objects.requireNonNull(locked.get(lease.period()));
    }
}
