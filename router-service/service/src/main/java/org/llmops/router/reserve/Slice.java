package org.llmops.router.reserve;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.v1.LeaseSlice;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.router.recording.CallRecords;

/**
 * A slice of one budget. Calls of any event loop take from it without a lock; what the cost service is told is worked
 * out by one thread at a time, the one that holds the lock of its purse.
 *
 * <p>What is spent or reserved is the amount less what is free, and what is free is one number: whoever reads it sees
 * no reservation twice, and misses none.
 *
 * <p>A slice is done with only when Kafka has the records of all calls that it paid for: until then the cost service is
 * told again and again what they took, so that it does not grant the same money to others.
 */
final class Slice {
    /** Added to what is free when nothing may be reserved any more: far below zero, and still an exact number. */
    private static final long CLOSED = -(1L << 62);

    private final String leaseId;
    private final String budgetId;
    private final long amount;
    private final AtomicLong free;
    private final AtomicLong spent = new AtomicLong();
    private final Delivery delivery = new Delivery();
    private volatile long usableUntil;

    // Guarded by the lock of the purse.
    private long renewAt;
    private long usedLastTime;
    private long idleSince;
    private boolean telling;
    private boolean released;
    private boolean emptied;
    private boolean gone;
    private long toldSpent;

    /** @param askedAt by the holder's own clock, in nanoseconds: the lease is counted from here */
    Slice(LeaseSlice granted, long askedAt, long renewBefore) {
        this.leaseId = granted.getLeaseId();
        this.budgetId = granted.getBudgetId();
        this.amount = granted.getAmountNanoUsd();
        this.free = new AtomicLong(amount);
        this.idleSince = askedAt;
        lasts(askedAt, granted.getLastsMs(), renewBefore);
    }

    String leaseId() {
        return leaseId;
    }

    String budgetId() {
        return budgetId;
    }

    /** Sets this much aside, if there is that much. */
    boolean reserve(long bound, long now) {
        if (now - usableUntil >= 0) {
            return false;
        }
        long left = free.get();
        while (left >= bound) {
            if (free.compareAndSet(left, left - bound)) {
                return true;
            }
            left = free.get();
        }
        return false;
    }

    /** Takes back what another budget of the same call could not match. */
    void undo(long bound) {
        free.addAndGet(bound);
    }

    /** What a call spent is a fact, even should it exceed what the call had set aside. */
    void settle(long bound, long actual) {
        spent.addAndGet(actual);
        free.addAndGet(bound - actual);
    }

    /** A record that names this much of what is spent was published. */
    void recorded(long actual) {
        delivery.published(actual);
    }

    /** Nothing new will be reserved. */
    void close() {
        long left = free.get();
        while (!isClosed(left) && !free.compareAndSet(left, left + CLOSED)) {
            left = free.get();
        }
    }

    /** What could be reserved now. */
    long free(long now) {
        long left = free.get();
        return now - usableUntil >= 0 || isClosed(left) ? 0 : left;
    }

    /** So little is left of it that the next one should be fetched before anyone waits. */
    boolean isLow() {
        return free.get() < amount / 4;
    }

    boolean isGone() {
        return gone;
    }

    /**
     * What the cost service should hear now; null: nothing. Nothing has to be told of money that is spent: it learns
     * that from the calls, unless their records do not get through. It has to hear that a lease is still in use, and
     * what of it goes back.
     *
     * @param idleAfter a slice that nobody used for this long goes back
     */
    @Nullable
    SettleRequest tell(long now, long idleAfter, CallRecords records) {
        boolean recordsAreLate = delivery.look(records);
        if (gone || telling) {
            return null;
        }
        if (emptied && unrecorded() == 0) {
            gone = true;
            return null;
        }
        long used = used();
        if (used != usedLastTime || used > spent.get()) {
            usedLastTime = used;
            idleSince = now;
        }
        if (now - usableUntil >= 0 || now - idleSince >= idleAfter) {
            close();
        }
        boolean closed = isClosed(free.get());
        boolean news = closed && (!released || (!emptied && reserved() == 0));
        boolean late = recordsAreLate && spent.get() != toldSpent;
        if (!news && !late && now - renewAt < 0) {
            return null;
        }
        telling = true;
        released = closed;
        SettleRequest message = message(closed);
        toldSpent = message.getSpentNanoUsd();
        return message;
    }

    private SettleRequest message(boolean release) {
        long used = used();
        long told = Math.max(spent.get(), 0);
        return SettleRequest.newBuilder()
                .setLeaseId(leaseId)
                .setSpentNanoUsd(told)
                .setReservedNanoUsd(Math.max(used - told, 0))
                .setUnrecordedNanoUsd(Math.max(Math.min(unrecorded(), told), 0))
                .setRelease(release)
                .build();
    }

    /** The cost service answered what it was told. */
    void told(SettleRequest what, long askedAt, long granted, long lastsMs, long renewBefore) {
        telling = false;
        if (what.getRelease()) {
            emptied = what.getReservedNanoUsd() == 0;
            gone = emptied && what.getUnrecordedNanoUsd() == 0;
            // What calls still hold of it, or took without a record, is held for as long as somebody says so.
            renewAt = askedAt + renewBefore / 2;
        } else if (granted < amount) {
            lost();
        } else {
            lasts(askedAt, lastsMs, renewBefore);
        }
    }

    /** It could not be told, and will be tried again. */
    void notTold() {
        telling = false;
        released = false;
        toldSpent = -1;
    }

    /** The cost service knows nothing of this lease any more. */
    void lost() {
        telling = false;
        close();
        gone = true;
    }

    /** A lease is given up a little before it ends: two clocks may run at different speeds, and a call takes a moment to begin. */
    private void lasts(long askedAt, long lastsMs, long renewBefore) {
        long whole = lastsMs * 1_000_000;
        usableUntil = askedAt + whole - Math.min(whole / 8, 2_000_000_000L);
        renewAt = Math.max(askedAt + whole - renewBefore, askedAt + whole / 4);
    }

    private long used() {
        long left = free.get();
        return amount - (isClosed(left) ? left - CLOSED : left);
    }

    private long unrecorded() {
        return spent.get() - delivery.delivered();
    }

    private long reserved() {
        return used() - spent.get();
    }

    private static boolean isClosed(long free) {
        return free < CLOSED / 2;
    }
}
