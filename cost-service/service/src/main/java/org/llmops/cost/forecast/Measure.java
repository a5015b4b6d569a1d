package org.llmops.cost.forecast;

import org.llmops.cost.budgets.BudgetUnit;
import org.llmops.cost.rollups.SpendPoint;
import org.llmops.platform.money.Money;

/** What is forecast of the calls: their cost, their tokens or their number. */
final class Measure {
    private static final double NANO = 1e9;

    private Measure() {}

    /** An amount in the smallest part of its unit, as for budgets. */
    static long of(BudgetUnit unit, SpendPoint point) {
        return switch (unit) {
            case USD -> point.cost().nanoUsd();
            case TOKENS -> point.inputTokens() + point.outputTokens();
            case REQUESTS -> point.requests();
        };
    }

    /** For statistics only. */
    static double statistic(BudgetUnit unit, long amount) {
        return unit == BudgetUnit.USD ? amount / NANO : amount;
    }

    /** A statistic as an amount, rounded to the smallest part of the unit. */
    static long amount(BudgetUnit unit, double statistic) {
        return Math.round(unit == BudgetUnit.USD ? statistic * NANO : statistic);
    }

    /** A decimal string. */
    static String text(BudgetUnit unit, long amount) {
        return unit == BudgetUnit.USD ? Money.ofNanoUsd(amount).toString() : Long.toString(amount);
    }
}
