package org.llmops.cost.budgets;

import static org.llmops.cost.CostProblem.LIMIT_BELOW_LEASED;
import static org.llmops.cost.CostProblem.LIMIT_BELOW_SPENT;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.windows.RollingBuckets;
import org.llmops.cost.windows.Span;

/**
 * What became of one budget in one period, in the budget's unit. At every moment settled + leased <= limit.
 *
 * <p>Settled is what calls have taken. Leased is what router instances hold and may spend without asking. Overrun is
 * what calls have taken although there was no room left: calls without a lease, or dearer than their bound. It is not
 * forgotten: it takes the next room there is, so that nothing more is granted before it fits.
 *
 * <p>A rolling budget has one period that never ends. What is older than its window falls off, and makes room.
 */
@Entity
@Table(name = "budget_periods")
public class BudgetPeriod {
    @EmbeddedId
    private Key key;

    @Column(name = "ends_at", updatable = false)
    private @Nullable Instant endsAt;

    @Column(name = "limit_amount")
    private long limit;

    @Column(name = "settled_amount")
    private long settled;

    @Column(name = "overrun_amount")
    private long overrun;

    @Column(name = "leased_amount")
    private long leased;

    @Column(name = "carried_amount")
    private @Nullable Long carried;

    @Column(name = "told_percent")
    private int toldPercent;

    @Column(name = "spent_told_at")
    private @Nullable Instant spentToldAt;

    @Column(name = "buckets")
    private @Nullable String buckets;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected BudgetPeriod() {}

    /** @param spent what calls of this period have taken before there was a budget */
    public BudgetPeriod(Budget budget, Span span, long spent) {
        this.key = new Key(budget.workspace().value(), budget.id(), span.startsAt());
        this.endsAt = span.endsAt();
        this.limit = budget.limit();
        this.settled = Math.min(spent, limit);
        this.overrun = spent - settled;
    }

    /** A period in which nothing has happened yet. */
    static BudgetPeriod untouched(Budget budget, Span span) {
        return new BudgetPeriod(budget, span, 0);
    }

    /** The same, to be worked with and thrown away: no session writes it. */
    BudgetPeriod copy() {
        BudgetPeriod copy = new BudgetPeriod();
        copy.key = key;
        copy.endsAt = endsAt;
        copy.limit = limit;
        copy.settled = settled;
        copy.overrun = overrun;
        copy.leased = leased;
        copy.carried = carried;
        copy.toldPercent = toldPercent;
        copy.spentToldAt = spentToldAt;
        copy.buckets = buckets;
        return copy;
    }

    /** Hands some of it out. Only what remains can be leased. */
    public void lease(long amount) {
        requireWithin(amount, remaining());
        leased += amount;
    }

    /** Turns what was leased into what is settled. */
    public void settle(long amount) {
        requireWithin(amount, leased);
        leased -= amount;
        settled += amount;
    }

    /** Takes back what was leased. */
    public void giveBack(long amount) {
        requireWithin(amount, leased);
        leased -= amount;
        letOverrunTakeRoom();
    }

    /** Counts what a call has taken without holding it: it is spent, whether there is room or not. */
    public void spend(long amount) {
        requireNotNegative(amount);
        overrun = Math.addExact(overrun, amount);
        letOverrunTakeRoom();
    }

    /** Takes back what was counted too much, or is so old that it counts no longer. */
    public void credit(long amount) {
        requireNotNegative(amount);
        long ofOverrun = Math.min(overrun, amount);
        overrun -= ofOverrun;
        settled -= Math.min(settled, amount - ofOverrun);
        letOverrunTakeRoom();
    }

    /** Of a rolling budget: remembers when something was spent, so that it falls off in time. */
    public void remember(@Nullable Duration step, Instant at, long amount) {
        if (step != null && amount != 0) {
            RollingBuckets spent = RollingBuckets.of(step, buckets);
            spent.add(at, amount);
            buckets = spent.toString();
        }
    }

    /** Of a rolling budget: what is older than the window no longer counts. */
    public void roll(@Nullable Duration step, Instant now) {
        if (step != null) {
            RollingBuckets spent = RollingBuckets.of(step, buckets);
            // Corrections of what fell off already may have left less than nothing.
            credit(Math.max(spent.fallOff(now), 0));
            buckets = spent.toString();
        }
    }

    /** Adds what the period before has left, once. What is leased of it at that moment may be spent yet: it is not left. */
    void carry(Budget budget, @Nullable BudgetPeriod before) {
        if (carried == null) {
            long left = before == null ? 0 : budget.limit() + before.carried() - before.spent() - before.leased;
            carried = Math.min(Math.max(left, 0), budget.carryOverMost());
            limit += carried;
            letOverrunTakeRoom();
        }
    }

    /**
     * Lets the limit be what it is now: an override begins or ends. What is leased when it ends may still be spent, and
     * what is spent already is spent: nothing new is granted until that fits.
     */
    public void limitTo(long now) {
        limit = Math.max(Math.addExact(now, carried()), leased);
        long beyond = Math.max(settled + leased - limit, 0);
        settled -= beyond;
        overrun += beyond;
        letOverrunTakeRoom();
    }

    /** A limit cannot be lowered below what is spent, nor below what routers may be spending at this moment. */
    public void changeLimit(BudgetUnit unit, long wanted) {
        long whole = Math.addExact(wanted, carried());
        if (whole < spent()) {
            throw LIMIT_BELOW_SPENT.at(
                    BudgetTerms.field(unit, "limit"),
                    "%s is spent in this period already, which is more than %s"
                            .formatted(unit.text(spent()), unit.text(whole)));
        }
        if (whole < spent() + leased) {
            throw LIMIT_BELOW_LEASED.at(
                    BudgetTerms.field(unit, "limit"),
                    "%s is spent and %s leased to routers, who return it within minutes when it is not needed: together more than %s"
                            .formatted(unit.text(spent()), unit.text(leased), unit.text(whole)));
        }
        limit = whole;
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

    /** The threshold that is reached now and was not told; 0 when there is none. Below it, it may be reached again. */
    public int tellReached(Thresholds thresholds) {
        int reached = thresholds.reached(spent(), limit);
        boolean news = reached > toldPercent;
        toldPercent = reached;
        return news ? reached : 0;
    }

    /** How the budget is doing. */
    public BudgetStanding standing(Thresholds thresholds) {
        if (spent() >= limit) {
            return BudgetStanding.EXCEEDED;
        }
        return thresholds.isLow(spent(), limit) ? BudgetStanding.LOW : BudgetStanding.OK;
    }

    public Key key() {
        return key;
    }

    public @Nullable Instant endsAt() {
        return endsAt;
    }

    /** With what was carried over, and with an override. */
    public long limit() {
        return limit;
    }

    /** What calls have taken, with room or without. */
    public long spent() {
        return settled + overrun;
    }

    public long settled() {
        return settled;
    }

    public long leased() {
        return leased;
    }

    /** What came from the period before. */
    public long carried() {
        return carried == null ? 0 : carried;
    }

    /** What can still be leased. */
    public long remaining() {
        return limit - settled - leased;
    }

    private void letOverrunTakeRoom() {
        long fits = Math.min(overrun, remaining());
        overrun -= fits;
        settled += fits;
    }

    private static void requireWithin(long amount, long available) {
        requireNotNegative(amount);
        if (amount > available) {
            throw new IllegalStateException(amount + " is more than the " + available + " there is");
        }
    }

    private static void requireNotNegative(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("A negative amount moves nothing: " + amount);
        }
    }

    /** Names a budget's period. */
    @Embeddable
    public record Key(
            @Column(name = "workspace") String workspace,
            @Column(name = "budget_id") UUID budgetId,
            @Column(name = "starts_at") Instant startsAt) {}
}
