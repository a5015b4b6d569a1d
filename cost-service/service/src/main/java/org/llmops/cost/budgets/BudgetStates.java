package org.llmops.cost.budgets;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.budgets.BudgetPeriods.PeriodOf;
import org.llmops.platform.identity.WorkspaceId;

/** How all budgets of a workspace stand, for whoever forecasts them. */
@ApplicationScoped
public class BudgetStates {
    private final Budgets budgets;
    private final BudgetPeriods periods;
    private final Clock clock;

    BudgetStates(Budgets budgets, BudgetPeriods periods, Clock clock) {
        this.budgets = budgets;
        this.periods = periods;
        this.clock = clock;
    }

    /** Without a lock: what calls take meanwhile may be missing. */
    public Uni<List<BudgetState>> current(Mutiny.Session session, WorkspaceId workspace) {
        return budgets.of(session, List.of(workspace))
                .chain(found -> periods.read(
                                session, found.stream().map(this::current).toList())
                        .map(rows -> found.stream()
                                .map(budget ->
                                        state(budget, rows.get(current(budget).key())))
                                .toList()));
    }

    private PeriodOf current(Budget budget) {
        return PeriodOf.at(budget, clock.instant());
    }

    private BudgetState state(Budget budget, @Nullable BudgetPeriod row) {
        PeriodOf current = current(budget);
        BudgetPeriod period = row == null ? BudgetPeriod.untouched(budget, current.span()) : row;
        return new BudgetState(
                budget.id(),
                budget.name(),
                BudgetUnit.USD,
                BudgetScope.ofApp(budget.app()),
                period.limit().nanoUsd(),
                period.spent().nanoUsd(),
                period.leased().nanoUsd(),
                current.span(),
                true,
                null);
    }
}
