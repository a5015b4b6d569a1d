package org.llmops.cost.budgets;

import java.util.UUID;
import org.llmops.cost.windows.Span;

/**
 * A budget as it stands. Amounts are in its unit.
 *
 * @param limit with what was carried over, and with an override
 * @param spent what calls of this span have taken
 * @param leased what router instances hold
 * @param span the period it is for; a rolling budget's never ends
 * @param alertOnForecast somebody wants to know when it will not last
 */
public record BudgetState(
        UUID id,
        String name,
        BudgetUnit unit,
        BudgetScope scope,
        long limit,
        long spent,
        long leased,
        Span span,
        BudgetStanding standing,
        boolean downgrades,
        boolean alertOnForecast) {
    static BudgetState of(Budget budget, BudgetPeriod period, Span span) {
        return new BudgetState(
                budget.id(),
                budget.name(),
                budget.unit(),
                budget.scope(),
                period.limit(),
                period.spent(),
                period.leased(),
                span,
                period.standing(budget.thresholds()),
                budget.onExceeded() == OnExceeded.DOWNGRADE,
                budget.alertsOnForecast());
    }
}
