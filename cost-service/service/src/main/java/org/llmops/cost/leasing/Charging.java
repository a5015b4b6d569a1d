package org.llmops.cost.leasing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.cost.budgets.BudgetPeriods;
import org.llmops.cost.budgets.BudgetPeriods.PeriodOf;
import org.llmops.cost.budgets.Budgets;
import org.llmops.platform.identity.WorkspaceId;

/** Opens the budgets and leases that a batch of calls is paid from. */
@ApplicationScoped
public class Charging {
    private final Budgets budgets;
    private final BudgetPeriods periods;
    private final Leases leases;

    Charging(Budgets budgets, BudgetPeriods periods, Leases leases) {
        this.budgets = budgets;
        this.periods = periods;
        this.leases = leases;
    }

    /**
     * Locks all that the charges may touch. To be called before the calls are added to the ledger, and in the same
     * transaction; afterwards the new ones among them are charged.
     */
    public Uni<ChargeSheet> open(Mutiny.Session session, List<Charge> charges) {
        Set<WorkspaceId> workspaces = charges.stream().map(Charge::workspace).collect(Collectors.toSet());
        Set<UUID> named = charges.stream()
                .flatMap(charge -> charge.shares().stream())
                .map(Charge.Share::lease)
                .collect(Collectors.toSet());
        return periods.keepBudgets(session, workspaces)
                .chain(() -> budgets.of(session, workspaces))
                .chain(paying -> leases.periodsOf(session, workspaces, named)
                        .chain(leased -> periods.lock(session, touched(charges, paying, leased)))
                        .chain(locked -> leases.find(session, workspaces, named)
                                .map(found -> new ChargeSheet(paying, locked, found))));
    }

    private static Collection<PeriodOf> touched(
            List<Charge> charges, List<Budget> paying, List<BudgetPeriod.Key> leased) {
        Set<BudgetPeriod.Key> charged = charges.stream()
                .flatMap(charge -> ChargeSheet.periodsFor(charge, paying).stream())
                .map(PeriodOf::key)
                .collect(Collectors.toSet());
        return Stream.concat(
                        charges.stream().flatMap(charge -> ChargeSheet.periodsFor(charge, paying).stream()),
                        leased.stream().filter(key -> !charged.contains(key)).map(PeriodOf::known))
                .distinct()
                .toList();
    }
}
