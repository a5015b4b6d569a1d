package org.llmops.cost.leasing;

import static org.llmops.cost.Client.router;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.LeaseResponse;
import org.llmops.cost.v1.LeaseSlice;
import org.llmops.cost.v1.LeaseWish;
import org.llmops.cost.v1.SettleRequest;

/** A router instance as far as one budget goes: it reserves from a slice, fetches the next, and may be killed. */
final class PlayedRouter {
    private final String holder = "played-" + UUID.randomUUID();
    private final String budget;
    private final long bound;
    private final AtomicInteger asked;
    private @Nullable LeaseSlice slice;
    private long free;
    private long spent;
    private int out;
    private boolean dead;

    PlayedRouter(String budget, long bound, AtomicInteger asked) {
        this.budget = budget;
        this.bound = bound;
        this.asked = asked;
    }

    /** The lease a call is reserved from; null: the budget has nothing left for it. */
    synchronized @Nullable String reserve() {
        if (free < bound && !next()) {
            return null;
        }
        free -= bound;
        out++;
        return slice == null ? null : slice.getLeaseId();
    }

    private boolean next() {
        release();
        LeaseResponse answer = router("acme")
                .lease(LeaseRequest.newBuilder()
                        .setHolder(holder)
                        .addWishes(LeaseWish.newBuilder()
                                .setBudgetId(budget)
                                .setAtLeast(bound)
                                .setWanted(Math.max(64, 2L * out) * bound))
                        .build());
        asked.incrementAndGet();
        if (answer.hasExhausted()) {
            return false;
        }
        slice = answer.getGranted().getSlices(0);
        free = slice.getAmountNanoUsd();
        spent = 0;
        return true;
    }

    /** A call that is reserved from an earlier slice gives its rest to nobody: that slice went back with it reserved. */
    synchronized void settle(String lease, long actual) {
        out--;
        if (slice != null && slice.getLeaseId().equals(lease)) {
            free += bound - actual;
            spent += actual;
        }
    }

    private void release() {
        LeaseSlice old = slice;
        if (old != null && !dead) {
            long reserved = old.getAmountNanoUsd() - free - spent;
            router("acme")
                    .settle(SettleRequest.newBuilder()
                            .setLeaseId(old.getLeaseId())
                            .setSpentNanoUsd(spent)
                            .setReservedNanoUsd(reserved)
                            .setRelease(true)
                            .build());
            asked.incrementAndGet();
        }
        slice = null;
        free = 0;
    }

    /** As kill -9 does: nothing is said to anybody. */
    synchronized void kill() {
        dead = true;
    }

    synchronized boolean isDead() {
        return dead;
    }
}
