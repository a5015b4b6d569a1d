package org.llmops.cost.budgets;

import static org.llmops.cost.CostProblem.LIMIT_BELOW_LEASED;
import static org.llmops.cost.CostProblem.LIMIT_BELOW_SPENT;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/**
 * One budget's money in one period. At every moment settled + leased <= limit.
 *
 * <p>Settled is money that calls have cost. Leased is money that router instances hold and may spend without asking.
 * Overrun is money that calls have cost although there was no room left: calls without a lease, or dearer than
 * their bound. It is not forgotten: it takes the next room there is, so that nothing more is granted before it fits.
 */
@Entity
@Table(name = "budget_periods")
public class BudgetPeriod {
    @EmbeddedId
    private Key key;

    @Column(name = "ends_at", updatable = false)
    private @Nullable Instant endsAt;

    @Column(name = "limit_nano_usd")
    private long limitNanoUsd;

    @Column(name = "settled_nano_usd")
    private long settledNanoUsd;

    @Column(name = "overrun_nano_usd")
    private long overrunNanoUsd;

    @Column(name = "leased_nano_usd")
    private long leasedNanoUsd;

    @Column(name = "spent_told_at")
    private @Nullable Instant spentToldAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected BudgetPeriod() {}

    /** @param spent what calls of this period have cost before there was a budget */
    public BudgetPeriod(Budget budget, Span span, Money spent) {
        this.key = new Key(budget.workspace().value(), budget.id(), span.startsAt());
        this.endsAt = span.endsAt();
        this.limitNanoUsd = budget.limit().nanoUsd();
        this.settledNanoUsd = spent.min(budget.limit()).nanoUsd();
        this.overrunNanoUsd = spent.nanoUsd() - settledNanoUsd;
    }

    /** A period in which nothing has happened yet. */
    static BudgetPeriod untouched(Budget budget, Span span) {
        return new BudgetPeriod(budget, span, Money.ZERO);
    }

    /** Hands out money. Only what remains can be leased. */
    public void lease(Money amount) {
        requireWithin(amount, remaining());
        leasedNanoUsd += amount.nanoUsd();
    }

    /** Turns leased money into settled money. */
    public void settle(Money amount) {
        requireWithin(amount, leased());
        leasedNanoUsd -= amount.nanoUsd();
        settledNanoUsd += amount.nanoUsd();
    }

    /** Takes leased money back. */
    public void giveBack(Money amount) {
        requireWithin(amount, leased());
        leasedNanoUsd -= amount.nanoUsd();
        letOverrunTakeRoom();
    }

    /** Counts money that a call has cost without holding it: it is spent, whether there is room or not. */
    public void spend(Money amount) {
        requireNotNegative(amount);
        overrunNanoUsd = Math.addExact(overrunNanoUsd, amount.nanoUsd());
        letOverrunTakeRoom();
    }

    /** Takes back what was counted too much: first of what had no room. Nothing is refunded that was not spent here. */
    public void refund(Money amount) {
        requireNotNegative(amount);
        long ofOverrun = Math.min(overrunNanoUsd, amount.nanoUsd());
        overrunNanoUsd -= ofOverrun;
        settledNanoUsd -= Math.min(settledNanoUsd, amount.nanoUsd() - ofOverrun);
        letOverrunTakeRoom();
    }

    /** A limit cannot be lowered below what is spent, nor below what routers may be spending at this moment. */
    public void changeLimit(Money limit) {
        if (limit.compareTo(spent()) < 0) {
            throw LIMIT_BELOW_SPENT.at("limit_usd", spent() + " USD is spent in this period already");
        }
        if (limit.compareTo(spent().plus(leased())) < 0) {
            throw LIMIT_BELOW_LEASED.at(
                    "limit_usd",
                    "%s USD is spent and %s USD leased to routers, who return it within minutes when it is not needed"
                            .formatted(spent(), leased()));
        }
        limitNanoUsd = limit.nanoUsd();
        letOverrunTakeRoom();
    }

    /** True once in a period: the first time that a call is refused. */
    public boolean tellSpent(Instant now) {
        if (spentToldAt != null) {
            return false;
        }
        spentToldAt = now;
        return true;
    }

    public Key key() {
        return key;
    }

    public @Nullable Instant endsAt() {
        return endsAt;
    }

    public Money limit() {
        return Money.ofNanoUsd(limitNanoUsd);
    }

    /** What calls have cost, with room or without. */
    public Money spent() {
        return Money.ofNanoUsd(settledNanoUsd + overrunNanoUsd);
    }

    public Money settled() {
        return Money.ofNanoUsd(settledNanoUsd);
    }

    public Money leased() {
        return Money.ofNanoUsd(leasedNanoUsd);
    }

    /** What can still be leased. */
    public Money remaining() {
        return limit().minus(settled()).minus(leased());
    }

    private void letOverrunTakeRoom() {
        long fits = Math.min(overrunNanoUsd, remaining().nanoUsd());
        overrunNanoUsd -= fits;
        settledNanoUsd += fits;
    }

    private static void requireWithin(Money amount, Money available) {
        requireNotNegative(amount);
        if (amount.compareTo(available) > 0) {
            throw new IllegalStateException(amount + " USD is more than the " + available + " USD there is");
        }
    }

    private static void requireNotNegative(Money amount) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("A negative amount moves no money: " + amount);
        }
    }

    /** Names a budget's period. */
    @Embeddable
    public record Key(
            @Column(name = "workspace") String workspace,
            @Column(name = "budget_id") UUID budgetId,
            @Column(name = "starts_at") Instant startsAt) {}
}
