package org.llmops.cost.leasing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.cost.budgets.BudgetPeriods.PeriodOf;
import org.llmops.platform.money.Money;

/**
 * Moves money for calls: out of the leases they name as far as those hold it, else out of what the budgets have left.
 *
 * <p>A lease's period pays for the calls that were reserved from it, also for one that started just before the period
 * did: its money was put aside there, and nowhere else. Without a lease, the period pays in which the call started.
 */
public final class ChargeSheet {
    private final List<Budget> budgets;
    private final Map<BudgetPeriod.Key, BudgetPeriod> periods;
    private final Map<UUID, Lease> leases;

    ChargeSheet(List<Budget> budgets, Map<BudgetPeriod.Key, BudgetPeriod> periods, Collection<Lease> leases) {
        this.budgets = budgets;
        this.periods = periods;
        this.leases = leases.stream().collect(Collectors.toMap(Lease::id, Function.identity()));
    }

    /** Each call once: whoever calls this has made sure that it is new. */
    public void charge(Charge charge) {
        paying(charge).forEach(budget -> charge(charge, budget));
    }

    /**
     * The periods that a charge's start falls in, which pay unless leases do. They are opened in any case: a period that
     * is opened after the call is in the ledger would count it.
     */
    static List<PeriodOf> periodsFor(Charge charge, List<Budget> budgets) {
        return budgets.stream()
                .filter(budget -> pays(budget, charge))
                .map(budget -> PeriodOf.at(budget, charge.startedAt()))
                .toList();
    }

    private List<Budget> paying(Charge charge) {
        return budgets.stream().filter(budget -> pays(budget, charge)).toList();
    }

    private void charge(Charge charge, Budget budget) {
        List<Charge.Share> shares = charge.shares().stream()
                .filter(share -> isLeaseOf(budget, leases.get(share.lease())))
                .toList();
        Money left = charge.cost();
        for (Charge.Share share : shares) {
            boolean last = share.equals(shares.getLast());
            Money part = last ? left : share.amount().max(Money.ZERO).min(left);
            take(part, Objects.requireNonNull(leases.get(share.lease())));
            left = left.minus(part);
        }
        period(PeriodOf.at(budget, charge.startedAt()).key()).spend(left);
    }

    private void take(Money part, Lease lease) {
        Money held = lease.record(part);
        BudgetPeriod payer = period(lease.period());
        payer.settle(held);
        payer.spend(part.minus(held));
    }

    private BudgetPeriod period(BudgetPeriod.Key key) {
        return Objects.requireNonNull(periods.get(key));
    }

    private static boolean isLeaseOf(Budget budget, @Nullable Lease lease) {
        return lease != null && lease.budgetId().equals(budget.id());
    }

    private static boolean pays(Budget budget, Charge charge) {
        return budget.workspace().equals(charge.workspace()) && budget.pays(charge.app());
    }
}
