package org.llmops.cost.leasing;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.llmops.cost.budgets.BudgetPeriod;

/**
 * A slice of one budget's period, held by one router instance. Amounts are in the budget's unit.
 *
 * <p>It holds what was granted and is not recorded yet. Every method that lets go of something returns how much, for the
 * caller to move on: the sum of what a period's leases hold is what is leased of it.
 */
@Entity
@Table(name = "leases")
public class Lease {
    @EmbeddedId
    private Key key;

    @Column(name = "budget_id", updatable = false)
    private UUID budgetId;

    @Column(name = "period_starts_at", updatable = false)
    private Instant periodStartsAt;

    @Column(name = "holder", updatable = false)
    private String holder;

    @Column(name = "granted_amount")
    private long granted;

    @Column(name = "recorded_amount")
    private long recorded;

    @Column(name = "spent_amount")
    private long spent;

    @Column(name = "reserved_amount")
    private long reserved;

    @Column(name = "delivered_amount")
    private long delivered;

    @Column(name = "held_amount")
    private long held;

    @Column(name = "state")
    @Enumerated(EnumType.STRING)
    private LeaseState state;

    @Column(name = "granted_at", updatable = false)
    private Instant grantedAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected Lease() {}

    private Lease(UUID id, BudgetPeriod period, String holder, long amount, Instant grantedAt, Instant expiresAt) {
        this.key = new Key(period.key().workspace(), id);
        this.budgetId = period.key().budgetId();
        this.periodStartsAt = period.key().startsAt();
        this.holder = holder;
        this.granted = amount;
        this.held = amount;
        this.state = LeaseState.OPEN;
        this.grantedAt = grantedAt;
        this.expiresAt = expiresAt;
    }

    /** Takes it out of the period. */
    static Lease of(BudgetPeriod period, UUID id, String holder, long amount, Instant now, Instant expiresAt) {
        period.lease(amount);
        return new Lease(id, period, holder, amount, now, expiresAt);
    }

    /**
     * Counts what a call has taken.
     *
     * @return how much of it this lease held; the rest is more than was leased
     */
    long record(long amount) {
        recorded = Math.addExact(recorded, amount);
        return letGo();
    }

    /** Moves the expiry, as long as its money is not reclaimed: a holder that was merely late keeps it. */
    void extend(Report report, Instant until) {
        if (state == LeaseState.OPEN) {
            note(report);
            expiresAt = until.isAfter(expiresAt) ? until : expiresAt;
        }
    }

    /**
     * Gives back what is neither spent nor reserved. A repeated message gives nothing back twice, and a late one takes
     * nothing again.
     *
     * @return how much is given back
     */
    long release(Report report, Instant now) {
        if (state == LeaseState.EXPIRED) {
            return 0;
        }
        note(report);
        if (state == LeaseState.OPEN || report.reserved() > 0 || report.unrecorded() > 0) {
            expiresAt = now;
        }
        if (state == LeaseState.AWAITED) {
            return holdMissing();
        }
        state = LeaseState.RELEASED;
        granted = Math.max(recorded, Math.min(granted, report.used()));
        return letGo();
    }

    /**
     * Ends it, but for what its holder spent and could not send the records of: that stays held until they come.
     *
     * @return how much was held for calls that nobody told of
     */
    long expire() {
        state = missing() > 0 ? LeaseState.AWAITED : LeaseState.EXPIRED;
        return holdMissing();
    }

    /**
     * Ends it for good. Calls that are recorded later are paid like calls without a lease.
     *
     * @return how much was held for records that did not come
     */
    long giveUp() {
        state = LeaseState.EXPIRED;
        granted = Math.min(granted, recorded);
        return letGo();
    }

    UUID id() {
        return key.id;
    }

    UUID budgetId() {
        return budgetId;
    }

    BudgetPeriod.Key period() {
        return new BudgetPeriod.Key(key.workspace, budgetId, periodStartsAt);
    }

    long granted() {
        return granted;
    }

    long held() {
        return held;
    }

    String holder() {
        return holder;
    }

    LeaseState state() {
        return state;
    }

    Instant grantedAt() {
        return grantedAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    /** Both only grow, so that a late repetition of an earlier report changes neither. */
    private void note(Report report) {
        spent = Math.max(spent, report.spent());
        delivered = Math.max(delivered, report.delivered());
        reserved = report.reserved();
    }

    /** What is spent, as its holder says, and is neither recorded nor on its way through Kafka. */
    private long missing() {
        return Math.max(spent - Math.max(delivered, recorded), 0);
    }

    private long holdMissing() {
        granted = Math.min(granted, Math.addExact(recorded, missing()));
        return letGo();
    }

    private long letGo() {
        long before = held;
        held = Math.max(granted - recorded, 0);
        return before - held;
    }

    /** Names a lease. */
    @Embeddable
    record Key(
            @Column(name = "workspace") String workspace,
            @Column(name = "id") UUID id) {}
}
