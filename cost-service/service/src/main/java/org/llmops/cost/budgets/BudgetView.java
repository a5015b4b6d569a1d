package org.llmops.cost.budgets;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/**
 * A budget and what is left of it. Amounts are decimal strings of USD.
 *
 * @param settledUsd what calls of this period have cost
 * @param leasedUsd what router instances hold for calls, and return when it is not needed
 * @param remainingUsd what is neither spent nor leased
 * @param periodEnd when it is whole again; absent for a budget of all time
 */
@RegisterForReflection
record BudgetView(
        UUID id,
        String name,
        Period period,
        @Nullable String app,
        Money limitUsd,
        Money settledUsd,
        Money leasedUsd,
        Money remainingUsd,
        Instant periodStart,
        @Nullable Instant periodEnd,
        Instant createdAt) {
    static BudgetView of(Budget budget, BudgetPeriod period) {
        return new BudgetView(
                budget.id(),
                budget.name(),
                budget.period(),
                budget.app(),
                budget.limit(),
                period.spent(),
                period.leased(),
                period.remaining(),
                period.key().startsAt(),
                period.endsAt(),
                budget.createdAt());
    }
}
