package org.llmops.cost.leasing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.alerts.Signals;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.cost.budgets.BudgetPeriods;
import org.llmops.cost.budgets.BudgetStanding;
import org.llmops.cost.budgets.BudgetState;
import org.llmops.cost.budgets.BudgetStates;
import org.llmops.cost.budgets.BudgetWire;
import org.llmops.cost.budgets.Budgets;
import org.llmops.cost.budgets.PeriodOf;
import org.llmops.cost.teams.Teams;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.store.Transactions;

/** Hands slices of budgets to router instances, and takes back what they do not need. */
@ApplicationScoped
class Leasing {
    private final Transactions transactions;
    private final Budgets budgets;
    private final BudgetPeriods periods;
    private final BudgetStates states;
    private final Teams teams;
    private final Leases leases;
    private final Reclaiming reclaiming;
    private final Outbox outbox;
    private final Signals signals;
    private final LeasingConfig config;
    private final Clock clock;

    Leasing(
            Transactions transactions,
            Budgets budgets,
            BudgetPeriods periods,
            BudgetStates states,
            Teams teams,
            Leases leases,
            Reclaiming reclaiming,
            Outbox outbox,
            Signals signals,
            LeasingConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.budgets = budgets;
        this.periods = periods;
        this.states = states;
        this.teams = teams;
        this.leases = leases;
        this.reclaiming = reclaiming;
        this.outbox = outbox;
        this.signals = signals;
        this.config = config;
        this.clock = clock;
    }

    /** All the budgets are locked before any is asked, so that the slices are taken all together or not at all. */
    Uni<LeaseOutcome> take(WorkspaceId workspace, TakeSlices wanted) {
        Instant now = clock.instant();
        return transactions.write(
                workspace,
                session -> wishes(session, workspace, wanted)
                        .chain(wishes -> lock(session, wishes, now))
                        .map(purses -> Purse.take(wanted.holder(), purses, now, config.duration()))
                        .call(outcome -> keep(session, outcome, now)));
    }

    /** Extends a lease, or releases it. */
    Uni<Settled> settle(WorkspaceId workspace, UUID id, Report report, boolean release) {
        Instant now = clock.instant();
        return transactions.write(
                workspace,
                session -> leases.periodOf(session, workspace, id)
                        .chain(key -> budgets.find(session, workspace, key.budgetId())
                                .chain(budget -> periods.lock(
                                                session, List.of(PeriodOf.at(budget, key.startsAt())), now)
                                        .chain(locked -> leases.get(session, workspace, id)
                                                .map(lease -> settle(
                                                        lease,
                                                        budget,
                                                        period(locked, lease),
                                                        report,
                                                        release,
                                                        now))))));
    }

    /** The budgets that routers have to match their calls to. */
    Uni<BudgetsInForce> inForce(WorkspaceId workspace) {
        return transactions.read(
                workspace,
                session -> states.current(session, workspace)
                        .chain(budgets -> teams.of(session, List.of(workspace))
                                .map(found -> new BudgetsInForce(budgets, found.of(workspace)))));
    }

    private Settled settle(
            Lease lease, Budget budget, BudgetPeriod period, Report report, boolean release, Instant now) {
        if (release) {
            period.giveBack(lease.release(report, now));
        } else {
            lease.extend(report, Purse.expiry(budget, period, now, config.duration()));
        }
        return new Settled(lease, period.standing(budget.thresholds()), now);
    }

    private Uni<Map<Budget, Wish>> wishes(Mutiny.Session session, WorkspaceId workspace, TakeSlices wanted) {
        return budgets.of(session, List.of(workspace))
                .chain(found -> teams.of(session, List.of(workspace))
                        .map(known -> byBudget(found, wanted.among(found, known))));
    }

    /** In the order in which budgets are locked. One that is not there any more is left out. */
    private static Map<Budget, Wish> byBudget(List<Budget> budgets, List<Wish> wishes) {
        Map<UUID, Wish> wanted = wishes.stream().collect(Collectors.toMap(Wish::budget, wish -> wish));
        Map<Budget, Wish> found = new LinkedHashMap<>();
        for (Budget budget : budgets) {
            Wish wish = wanted.get(budget.id());
            if (wish != null) {
                found.put(budget, wish);
            }
        }
        return found;
    }

    private Uni<List<Purse>> lock(Mutiny.Session session, Map<Budget, Wish> wishes, Instant now) {
        List<PeriodOf> wanted =
                wishes.keySet().stream().map(budget -> PeriodOf.at(budget, now)).toList();
        return periods.lock(session, wanted, now).chain(locked -> {
            List<BudgetPeriod> current =
                    wanted.stream().map(each -> period(locked, each.key())).toList();
            return reclaiming
                    .reclaim(session, current, now)
                    .chain(() -> leases.holders(session, current))
                    .map(holders -> purses(wishes, locked, holders, now));
        });
    }

    private List<Purse> purses(
            Map<Budget, Wish> wishes,
            Map<BudgetPeriod.Key, BudgetPeriod> locked,
            Map<UUID, Long> holders,
            Instant now) {
        List<Purse> purses = new ArrayList<>(wishes.size());
        wishes.forEach((budget, wish) -> {
            BudgetPeriod period = period(locked, PeriodOf.at(budget, now).key());
            period.limitTo(budget.limitAt(now));
            long sharers = Math.max(config.sharers(), holders.getOrDefault(budget.id(), 0L));
            purses.add(new Purse(budget, period, wish, sharers));
        });
        return purses;
    }

    private Uni<Void> keep(Mutiny.Session session, LeaseOutcome outcome, Instant now) {
        return switch (outcome) {
            case LeaseOutcome.Granted granted ->
                leases.add(
                        session,
                        granted.slices().stream().map(LeaseOutcome.Slice::lease).toList());
            case LeaseOutcome.Exhausted(Purse purse)
            when purse.period().tellSpent(now) ->
                outbox.add(session, BudgetWire.spent(purse.budget(), purse.period()))
                        .chain(() -> signals.raise(
                                session, List.of(BudgetSignals.exhausted(purse.budget(), purse.period(), now))));
            case LeaseOutcome.Exhausted toldAlready -> Uni.createFrom().voidItem();
        };
    }

    private static BudgetPeriod period(Map<BudgetPeriod.Key, BudgetPeriod> locked, BudgetPeriod.Key key) {
        return Objects.requireNonNull(locked.get(key));
    }

    private static BudgetPeriod period(Map<BudgetPeriod.Key, BudgetPeriod> locked, Lease lease) {
        return period(locked, lease.period());
    }

    /** A lease after its holder told of it. */
    record Settled(Lease lease, BudgetStanding standing, Instant at) {}

    /** What routers have to know. */
    record BudgetsInForce(List<BudgetState> budgets, Map<String, String> teamOfApp) {
        BudgetsInForce {
            budgets = List.copyOf(budgets);
            teamOfApp = Map.copyOf(teamOfApp);
        }
    }
}
