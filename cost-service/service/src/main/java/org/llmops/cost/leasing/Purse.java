package org.llmops.cost.leasing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.platform.id.Ids;
import org.llmops.platform.money.Money;

/**
 * A budget with its money of the current period, locked.
 *
 * @param budget the budget
 * @param period its money now
 */
record Purse(Budget budget, BudgetPeriod period) {
    /** Takes a slice out of every purse, or out of none when one of them has too little. */
    static LeaseOutcome take(TakeSlices wish, List<Purse> purses, int sharers, Instant now, Duration duration) {
        for (Purse purse : purses) {
            if (purse.period.remaining().compareTo(wish.atLeast()) < 0) {
                return new LeaseOutcome.Exhausted(purse);
            }
        }
        List<LeaseOutcome.Slice> slices = new ArrayList<>();
        for (Purse purse : purses) {
            Money amount = wish.sliceOf(purse.period.remaining(), sharers);
            Lease lease = Lease.of(purse.period, Ids.next(), wish.holder(), amount, now, purse.expiry(now, duration));
            slices.add(new LeaseOutcome.Slice(lease, purse.period));
        }
        return new LeaseOutcome.Granted(slices);
    }

    private Instant expiry(Instant now, Duration duration) {
        return expiry(period, now, duration);
    }

    /** A lease ends with its period at the latest: money of one period pays for no call of the next. */
    static Instant expiry(BudgetPeriod period, Instant now, Duration duration) {
        Instant end = now.plus(duration);
        Instant periodEnd = period.endsAt();
        return periodEnd != null && periodEnd.isBefore(end) ? periodEnd : end;
    }
}
