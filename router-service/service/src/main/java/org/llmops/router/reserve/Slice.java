package org.llmops.router.reserve;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.llmops.cost.v1.LeaseSlice;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.cost.v1.SettleResponse;

/** A slice of one budget. Guarded by the lock of its purse; at every moment {@code spent + reserved} is covered by reservations that fitted. */
final class Slice {
    /** Clocks differ: a lease is given up this long before it ends. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(2);

    private final String leaseId;
    private final String budgetId;
    private final Instant periodEndsAt;
    private long amount;
    private long spent;
    private long reserved;
    private Instant expiresAt;
    private boolean closing;
    private boolean untold;
    private boolean settling;
    private boolean gone;

    Slice(LeaseSlice granted) {
        this.leaseId = granted.getLeaseId();
        this.budgetId = granted.getBudgetId();
        this.amount = granted.getAmountNanoUsd();
        this.expiresAt = instant(granted.getExpiresAt());
        this.periodEndsAt = granted.hasPeriodEndsAt() ? instant(granted.getPeriodEndsAt()) : Instant.MAX;
    }

    String leaseId() {
        return leaseId;
    }

    String budgetId() {
        return budgetId;
    }

    long free() {
        return amount - spent - reserved;
    }

    long amount() {
        return amount;
    }

    long reserved() {
        return reserved;
    }

    boolean isGone() {
        return gone;
    }

    boolean usable(Instant now) {
        return !closing && now.isBefore(expiresAt.minus(CLOCK_SKEW)) && now.isBefore(periodEndsAt);
    }

    void reserve(long bound) {
        if (bound > free()) {
            throw new IllegalStateException("A reservation must fit into its slice");
        }
        reserved += bound;
        untold = true;
    }

    /** What a call spent is a fact, even should it exceed what the call had set aside. */
    void settle(long bound, long actual) {
        reserved -= bound;
        spent += actual;
        untold = true;
    }

    /** Nothing new will be reserved. */
    void close() {
        if (!closing) {
            closing = true;
            untold = true;
        }
    }

    /** Whether the cost service should hear of it: something changed, or its patience ends soon. */
    boolean wantsSettling(Instant now, Duration renewBefore) {
        return !gone && !settling && (untold || !now.isBefore(expiresAt.minus(renewBefore)));
    }

    SettleRequest settling() {
        settling = true;
        untold = false;
        return SettleRequest.newBuilder()
                .setLeaseId(leaseId)
                .setSpentNanoUsd(spent)
                .setReservedNanoUsd(reserved)
                .setRelease(closing)
                .build();
    }

    void settled(SettleRequest told, SettleResponse answer) {
        settling = false;
        amount = answer.getAmountNanoUsd();
        expiresAt = answer.hasExpiresAt() ? instant(answer.getExpiresAt()) : expiresAt;
        gone = told.getRelease() && told.getReservedNanoUsd() == 0;
    }

    /** The cost service could not be told: it will be tried again. */
    void notSettled() {
        settling = false;
        untold = true;
    }

    /** The cost service knows nothing of this lease any more. */
    void lost() {
        settling = false;
        closing = true;
        gone = true;
    }

    private static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
