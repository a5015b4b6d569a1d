package org.llmops.cost.leasing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.platform.id.Ids;

/**
 * A budget with what there is of it in the current period, locked, and what is wished of it.
 *
 * @param budget the budget
 * @param period what there is now
 * @param wish what is wished
 * @param sharers how many routers may want a slice
 */
record Purse(Budget budget, BudgetPeriod period, Wish wish, long sharers) {
    /** Takes a slice out of every purse, or out of none when one of them has too little. */
    static LeaseOutcome take(String holder, List<Purse> purses, Instant now, Duration duration) {
        for (Purse purse : purses) {
            if (purse.period.remaining() < purse.wish.atLeast()) {
                return new LeaseOutcome.Exhausted(purse);
            }
        }
        List<LeaseOutcome.Slice> slices = new ArrayList<>();
        for (Purse purse : purses) {
            long amount = purse.wish.sliceOf(purse.period.remaining(), purse.sharers);
            Instant expiry = expiry(purse.budget, purse.period, now, duration);
            slices.add(new LeaseOutcome.Slice(
                    Lease.of(purse.period, Ids.next(), holder, amount, now, expiry), purse.budget, purse.period));
        }
        return new LeaseOutcome.Granted(slices);
    }

    /** A lease ends with its period at the latest, and with an override: what is raised for a while pays for no call after it. */
    static Instant expiry(Budget budget, BudgetPeriod period, Instant now, Duration duration) {
        Instant end = now.plus(duration);
        Instant periodEnd = period.endsAt();
        if (periodEnd != null && periodEnd.isBefore(end)) {
            end = periodEnd;
        }
        Budget.RaisedLimit raised = budget.overrideAt(now);
        return raised != null && raised.until().isBefore(end) ? raised.until() : end;
    }
}
