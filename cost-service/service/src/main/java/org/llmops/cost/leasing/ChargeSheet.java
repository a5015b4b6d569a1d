package org.llmops.cost.leasing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.cost.budgets.PeriodOf;

/**
 * Moves amounts for calls: out of the leases they name as far as those hold it, else out of what the budgets have left.
 *
 * <p>A lease's period pays for the calls that were reserved from it, also for one that started just before the period
 * did: its money was put aside there, and nowhere else. Without a lease, the period pays in which the call started.
 */
public final class ChargeSheet {
    private final List<Budget> budgets;
    private final Map<BudgetPeriod.Key, BudgetPeriod> periods;
    private final Map<UUID, Lease> leases;
    private final Instant now;
    private final Map<BudgetPeriod.Key, Budget> touched = new LinkedHashMap<>();

    ChargeSheet(
            List<Budget> budgets, Map<BudgetPeriod.Key, BudgetPeriod> periods, Collection<Lease> leases, Instant now) {
        this.budgets = budgets;
        this.periods = periods;
        this.leases = leases.stream().collect(Collectors.toMap(Lease::id, Function.identity()));
        this.now = now;
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

    /** The periods from which something was taken, or to which something was given back. */
    Map<BudgetPeriod.Key, Budget> touched() {
        return touched;
    }

    BudgetPeriod period(BudgetPeriod.Key key) {
        return Objects.requireNonNull(periods.get(key));
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
        long left = budget.unit().of(charge.amounts());
        List<Charge.Share> shares = charge.shares().stream()
                .filter(share -> isLeaseOf(budget, leases.get(share.lease())))
                .toList();
        if (shares.isEmpty() || left < 0) {
            return left == 0 ? List.of() : List.of(takeWithoutLease(charge, budget, left));
        }
        List<Payment> payments = new ArrayList<>();
        for (Charge.Share share : shares) {
            boolean last = share.equals(shares.getLast());
            long part = last ? left : Math.min(Math.max(share.amount(), 0), left);
            payments.add(take(charge, budget, part, share));
            left -= part;
        }
        return payments;
    }

    private Payment take(Charge charge, Budget budget, long part, Charge.Share share) {
        Lease lease = Objects.requireNonNull(leases.get(share.lease()));
        long held = lease.record(part);
        BudgetPeriod payer = period(lease.period());
        payer.settle(held);
        payer.spend(part - held);
        note(budget, lease.period(), charge, part);
        return new Payment(
                budget.id(), budget.unit(), lease.period().startsAt(), lease.id(), share.amount(), held, part);
    }

    private Payment takeWithoutLease(Charge charge, Budget budget, long part) {
        BudgetPeriod.Key key = payer(budget, charge).key();
        if (part < 0) {
            period(key).credit(-part);
        } else {
            period(key).spend(part);
        }
        note(budget, key, charge, part);
        return new Payment(budget.id(), budget.unit(), key.startsAt(), null, 0, 0, part);
    }

    /** Who paid for a call pays for its correction, or gets it back: the first of its periods, when there were several. */
    private static PeriodOf payer(Budget budget, Charge charge) {
        return PeriodOf.at(
                budget,
                charge.paid().stream()
                        .filter(payment -> payment.budget().equals(budget.id()))
                        .findFirst()
                        .map(Payment::periodStartsAt)
                        .orElse(charge.startedAt()));
    }

    /** A call that claims to start later than now would stay in a rolling window for too long. */
    private void note(Budget budget, BudgetPeriod.Key key, Charge charge, long amount) {
        if (amount != 0) {
            Instant at = charge.startedAt().isBefore(now) ? charge.startedAt() : now;
            period(key).remember(budget.window().bucket(), at, amount);
            touched.put(key, budget);
        }
    }

    private static boolean isLeaseOf(Budget budget, @Nullable Lease lease) {
        return lease != null && lease.budgetId().equals(budget.id());
    }

    private static boolean pays(Budget budget, Charge charge) {
        return budget.workspace().equals(charge.workspace()) && budget.scope().covers(charge.scope());
    }
}
