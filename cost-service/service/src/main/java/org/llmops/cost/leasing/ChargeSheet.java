package org.llmops.cost.leasing;

import java.util.ArrayList;
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

    /**
     * Each call and each correction once: whoever calls this has made sure that it is new.
     *
     * @return who paid what
     */
    public List<Payment> charge(Charge charge) {
        return paying(charge).stream()
                .flatMap(budget -> charge(charge, budget).stream())
                .toList();
    }

    /**
     * The periods that a charge's start falls in, which pay unless leases do. They are opened in any case: a period that
     * is opened after the call is in the ledger would count it.
     */
    static List<PeriodOf> periodsFor(Charge charge, List<Budget> budgets) {
        return budgets.stream()
                .filter(budget -> pays(budget, charge))
                .map(budget -> payer(budget, charge))
                .toList();
    }

    private List<Budget> paying(Charge charge) {
        return budgets.stream().filter(budget -> pays(budget, charge)).toList();
    }

    private List<Payment> charge(Charge charge, Budget budget) {
        List<Payment> payments = new ArrayList<>();
        List<Charge.Share> shares = charge.shares().stream()
                .filter(share -> isLeaseOf(budget, leases.get(share.lease())))
                .toList();
        Money left = charge.cost();
        for (Charge.Share share : shares) {
            boolean last = share.equals(shares.getLast());
            Money part = last ? left : share.amount().max(Money.ZERO).min(left);
            payments.add(take(part, share, Objects.requireNonNull(leases.get(share.lease()))));
            left = left.minus(part);
        }
        if (shares.isEmpty() && left.nanoUsd() != 0) {
            payments.add(takeWithoutLease(left, payer(budget, charge).key()));
        }
        return payments;
    }

    private Payment take(Money part, Charge.Share share, Lease lease) {
        Money held = lease.record(part);
        BudgetPeriod payer = period(lease.period());
        payer.settle(held);
        payer.spend(part.minus(held));
        return new Payment(lease.budgetId(), lease.period().startsAt(), lease.id(), share.amount(), held, part);
    }

    private Payment takeWithoutLease(Money part, BudgetPeriod.Key key) {
        BudgetPeriod payer = period(key);
        if (part.isNegative()) {
            payer.refund(Money.ZERO.minus(part));
        } else {
            payer.spend(part);
        }
        return new Payment(key.budgetId(), key.startsAt(), null, Money.ZERO, Money.ZERO, part);
    }

    /** Who paid for a call pays for its correction, or gets it back: the first of its periods, when there were several. */
    private static PeriodOf payer(Budget budget, Charge charge) {
        return charge.paid().stream()
                .filter(payment -> payment.budget().equals(budget.id()))
                .findFirst()
                .map(payment -> PeriodOf.known(
                        new BudgetPeriod.Key(budget.workspace().value(), budget.id(), payment.periodStartsAt())))
                .orElseGet(() -> PeriodOf.at(budget, charge.startedAt()));
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
