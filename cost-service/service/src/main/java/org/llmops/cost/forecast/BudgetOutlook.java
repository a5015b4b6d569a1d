package org.llmops.cost.forecast;

import org.jspecify.annotations.Nullable;
import org.llmops.cost.budgets.BudgetState;

/**
 * A budget beside what its calls will take.
 *
 * @param spent so far, in the smallest part of its unit; nothing for a rolling budget, of which the next length is forecast
 */
record BudgetOutlook(BudgetState budget, History history, long spent) {
    static BudgetOutlook of(BudgetState budget, History history) {
        return new BudgetOutlook(budget, history, budget.rolling() == null ? budget.spent() : history.sinceAsOf());
    }

    /** At the last whole hour: what came after is a part of what is forecast. */
    long spentAsOf() {
        return Math.max(0, spent - history.sinceAsOf());
    }

    @Nullable
    BurnDown burnDown() {
        Prospect prospect = history.prospect();
        return prospect == null
                ? null
                : new BurnDown(prospect, Measure.statistic(budget.unit(), budget.limit() - spentAsOf()));
    }
}
