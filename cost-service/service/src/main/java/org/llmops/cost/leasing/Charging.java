package org.llmops.cost.leasing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.alerts.Signal;
import org.llmops.cost.alerts.Signals;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.cost.budgets.BudgetPeriods;
import org.llmops.cost.budgets.Budgets;
import org.llmops.cost.budgets.PeriodOf;
import org.llmops.platform.identity.WorkspaceId;

/** Opens the budgets and leases that a batch of calls is paid from. */
@ApplicationScoped
public class Charging {
    private final Budgets budgets;
    private final BudgetPeriods periods;
    private final Leases leases;
    private final Signals signals;
    private final Clock clock;

    Charging(Budgets budgets, BudgetPeriods periods, Leases leases, Signals signals, Clock clock) {
        this.budgets = budgets;
        this.periods = periods;
        this.leases = leases;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * Locks all that the charges may touch. To be called before the calls are added to the ledger, and in the same
     * transaction; afterwards the new ones among them are charged, and the sheet is closed.
     */
    public Uni<ChargeSheet> open(Mutiny.Session session, List<Charge> charges) {
        Instant now = clock.instant();
        Set<WorkspaceId> workspaces = charges.stream().map(Charge::workspace).collect(Collectors.toSet());
        Set<UUID> named = charges.stream()
                .flatMap(charge -> charge.shares().stream())
                .map(Charge.Share::lease)
                .collect(Collectors.toSet());
        return periods.keepBudgets(session, workspaces)
                .chain(() -> budgets.of(session, workspaces))
                .chain(paying -> leases.periodsOf(session, workspaces, named)
                        .chain(leased -> periods.lock(session, touched(charges, paying, leased), now))
                        .chain(locked -> leases.find(session, workspaces, named)
                                .map(found -> new ChargeSheet(paying, locked, found, now))));
    }

    /** Tells who wants to know that a part of a budget is spent. */
    public Uni<Void> close(Mutiny.Session session, ChargeSheet sheet) {
        Instant now = clock.instant();
        List<Signal> news = sheet.touched().entrySet().stream()
                .flatMap(each -> BudgetSignals.reached(each.getValue(), sheet.period(each.getKey()), now).stream())
                .toList();
        return news.isEmpty() ? Uni.createFrom().voidItem() : signals.raise(session, news);
    }

    private static Set<PeriodOf> touched(List<Charge> charges, List<Budget> paying, List<BudgetPeriod.Key> leased) {
        Map<UUID, Budget> byId = paying.stream().collect(Collectors.toMap(Budget::id, budget -> budget));
        return Stream.concat(
                        charges.stream().flatMap(charge -> ChargeSheet.periodsFor(charge, paying).stream()),
                        leased.stream().map(key -> leased(key, byId)))
                .collect(Collectors.toSet());
    }

    /** A lease's period has a row; should it be one that rolls, it has to be known. */
    private static PeriodOf leased(BudgetPeriod.Key key, Map<UUID, Budget> budgets) {
        Budget budget = budgets.get(key.budgetId());
        return budget == null ? PeriodOf.known(key) : PeriodOf.at(budget, key.startsAt());
    }
}
