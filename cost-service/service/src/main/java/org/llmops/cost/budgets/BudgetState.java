package org.llmops.cost.budgets;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A budget as it stands. Amounts are in its unit.
 *
 * @param limit what may be spent in the span
 * @param spent what calls of this span have taken
 * @param leased what router instances hold
 * @param span the period it is for; a rolling budget's never ends
 * @param alertOnForecast somebody wants to know when it will not last
 * @param rolling the length of a rolling budget; absent for others
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
        boolean alertOnForecast,
        @Nullable Duration rolling) {}
