package org.llmops.cost.budgets;

import static org.llmops.cost.CostProblem.BUDGET_WINDOW_INVALID;
import static org.llmops.cost.CostProblem.LIMIT_NOT_POSITIVE;

import org.jspecify.annotations.Nullable;
import org.llmops.cost.windows.Period;
import org.llmops.cost.windows.Window;

/**
 * What a budget is about.
 *
 * @param limit in the unit
 * @param carryOver what a period leaves unspent is the next one's too
 * @param carryOverMax at most this much of it; absent: all
 * @param alertOnForecast somebody is told when it will not last
 */
public record BudgetTerms(
        String name,
        BudgetUnit unit,
        long limit,
        Window window,
        BudgetScope scope,
        boolean carryOver,
        @Nullable Long carryOverMax,
        OnExceeded onExceeded,
        Thresholds thresholds,
        boolean alertOnForecast) {
    /** About two billion USD: sums of a few such amounts still are numbers. */
    static final long LARGEST = 2_000_000_000_000_000_000L;

    public BudgetTerms {
        requireLimit(unit, limit);
        if (carryOver && (window.period() == Period.ROLLING || window.period() == Period.TOTAL)) {
            throw BUDGET_WINDOW_INVALID.at(
                    "carry_over", "A budget whose period is " + window.period().label() + " has no next period");
        }
        if (carryOverMax != null && (!carryOver || carryOverMax < 0)) {
            throw BUDGET_WINDOW_INVALID.at(
                    field(unit, "carry_over_max"), "What is carried over at most is 0 or more, with carry_over: true");
        }
    }

    /** A hard limit for all calls of a scope, without any finesse. */
    public static BudgetTerms of(String name, Window window, BudgetScope scope, long nanoUsd) {
        return new BudgetTerms(
                name, BudgetUnit.USD, nanoUsd, window, scope, false, null, OnExceeded.REFUSE, Thresholds.USUAL, false);
    }

    static void requireLimit(BudgetUnit unit, long limit) {
        if (limit <= 0) {
            throw LIMIT_NOT_POSITIVE.at(field(unit, "limit"), "A limit is more than " + unit.text(0));
        }
        if (limit > LARGEST) {
            throw LIMIT_NOT_POSITIVE.at(field(unit, "limit"), "A limit is at most " + unit.text(LARGEST));
        }
    }

    static String field(BudgetUnit unit, String name) {
        return unit == BudgetUnit.USD ? name + "_usd" : name;
    }
}
