package org.llmops.cost.budgets;

/** How a budget is doing, as routes see it. */
public enum BudgetStanding {
    OK,
    /** Its last warning threshold is passed. */
    LOW,
    /** All of it is spent. */
    EXCEEDED
}
