package org.llmops.cost.forecast;

import static org.llmops.cost.CostProblem.BUDGET_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.llmops.cost.budgets.BudgetState;
import org.llmops.cost.budgets.BudgetStates;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/** Foresees whether budgets will last. */
@ApplicationScoped
class BudgetForecasting {
    /** How far a budget is forecast that never ends. */
    private static final Duration FAR = Duration.ofDays(90);

    private final Transactions transactions;
    private final BudgetStates budgets;
    private final SpendForecast forecast;
    private final Clock clock;

    BudgetForecasting(Transactions transactions, BudgetStates budgets, SpendForecast forecast, Clock clock) {
        this.transactions = transactions;
        this.budgets = budgets;
        this.forecast = forecast;
        this.clock = clock;
    }

    Uni<BudgetOutlook> of(WorkspaceId workspace, UUID id) {
        return all(workspace)
                .map(found -> found.stream()
                        .filter(budget -> budget.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> BUDGET_UNKNOWN.because("No budget has the id " + id)))
                .chain(budget -> of(workspace, budget));
    }

    Uni<BudgetOutlook> of(WorkspaceId workspace, BudgetState budget) {
        return forecast.look(workspace, Scopes.of(budget.scope()), budget.unit(), until(budget))
                .map(history -> BudgetOutlook.of(budget, history));
    }

    Uni<List<BudgetState>> all(WorkspaceId workspace) {
        return transactions.read(workspace, session -> budgets.current(session, workspace));
    }

    private Instant until(BudgetState budget) {
        Instant ends = budget.span().endsAt();
        Duration rolling = budget.rolling();
        return ends == null ? clock.instant().plus(rolling == null ? FAR : rolling) : ends;
    }
}
