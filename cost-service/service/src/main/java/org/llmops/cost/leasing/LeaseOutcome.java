package org.llmops.cost.leasing;

import java.util.List;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;

/** How a wish for slices went. */
sealed interface LeaseOutcome {
    /** A slice of every budget that applies; none when no budget does. */
    record Granted(List<Slice> slices) implements LeaseOutcome {
        public Granted {
            slices = List.copyOf(slices);
        }
    }

    /** This budget has less left than is of use. */
    record Exhausted(Purse purse) implements LeaseOutcome {}

    /** A lease, and the period it is a slice of. */
    record Slice(Lease lease, Budget budget, BudgetPeriod period) {}
}
