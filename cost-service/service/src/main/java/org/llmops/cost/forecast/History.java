package org.llmops.cost.forecast;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.budgets.BudgetUnit;

/**
 * What is known of a scope, and what follows from it.
 *
 * @param asOf the last whole hour, from which the prospect starts
 * @param known since the first call within what is looked at
 * @param needed below this there is no prospect
 * @param sinceAsOf what calls have taken after the last whole hour, in the smallest part of the unit
 * @param prospect absent when not enough is known
 */
record History(
        BudgetUnit unit,
        Instant asOf,
        Instant until,
        Duration known,
        Duration needed,
        long sinceAsOf,
        @Nullable Prospect prospect) {}
