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
import org.llmops.platform.money.Money;

/**
 * A slice of one budget's period, held by one router instance.
 *
 * <p>It holds what was granted and is not recorded yet. Every method that lets go of money returns how much, for the
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

    @Column(name = "granted_nano_usd")
    private long grantedNanoUsd;

    @Column(name = "recorded_nano_usd")
    private long recordedNanoUsd;

    @Column(name = "spent_nano_usd")
    private long spentNanoUsd;

    @Column(name = "reserved_nano_usd")
    private long reservedNanoUsd;

    @Column(name = "held_nano_usd")
    private long heldNanoUsd;

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

    private Lease(UUID id, BudgetPeriod period, String holder, Money amount, Instant grantedAt, Instant expiresAt) {
        this.key = new Key(period.key().workspace(), id);
        this.budgetId = period.key().budgetId();
        this.periodStartsAt = period.key().startsAt();
        this.holder = holder;
        this.grantedNanoUsd = amount.nanoUsd();
        this.heldNanoUsd = amount.nanoUsd();
        this.state = LeaseState.OPEN;
        this.grantedAt = grantedAt;
        this.expiresAt = expiresAt;
    }

    /** Takes the money out of the period. */
    static Lease of(BudgetPeriod period, UUID id, String holder, Money amount, Instant now, Instant expiresAt) {
        period.lease(amount);
        return new Lease(id, period, holder, amount, now, expiresAt);
    }

    /**
     * Counts what a call has cost.
     *
     * @return how much of it this lease held; the rest is more than was leased
     */
    Money record(Money cost) {
        recordedNanoUsd = Math.addExact(recordedNanoUsd, cost.nanoUsd());
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
    Money release(Report report, Instant now) {
        if (state == LeaseState.EXPIRED) {
            return Money.ZERO;
        }
        note(report);
        if (state == LeaseState.OPEN || report.reserved().isPositive()) {
            expiresAt = now;
        }
        state = LeaseState.RELEASED;
        grantedNanoUsd = Math.max(recordedNanoUsd, Math.min(grantedNanoUsd, report.used()));
        return letGo();
    }

    /**
     * Ends it. Calls that are recorded later are paid like calls without a lease.
     *
     * @return how much was held for calls that were not recorded
     */
    Money expire() {
        state = LeaseState.EXPIRED;
        grantedNanoUsd = Math.min(grantedNanoUsd, recordedNanoUsd);
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

    Money granted() {
        return Money.ofNanoUsd(grantedNanoUsd);
    }

    Money held() {
        return Money.ofNanoUsd(heldNanoUsd);
    }

    LeaseState state() {
        return state;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    private void note(Report report) {
        spentNanoUsd = Math.max(spentNanoUsd, report.spent().nanoUsd());
        reservedNanoUsd = report.reserved().nanoUsd();
    }

    private Money letGo() {
        long before = heldNanoUsd;
        heldNanoUsd = Math.max(grantedNanoUsd - recordedNanoUsd, 0);
        return Money.ofNanoUsd(before - heldNanoUsd);
    }

    /** Names a lease. */
    @Embeddable
    record Key(
            @Column(name = "workspace") String workspace,
            @Column(name = "id") UUID id) {}
}
