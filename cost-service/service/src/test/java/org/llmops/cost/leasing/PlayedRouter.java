package org.llmops.cost.leasing;

import static org.llmops.cost.Client.router;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
    private final Map<String, Slice> returning = new HashMap<>();
    private @Nullable Slice slice;
    private int out;
    private boolean dead;

    PlayedRouter(String budget, long bound, AtomicInteger asked) {
        this.budget = budget;
        this.bound = bound;
        this.asked = asked;
    }

    /** The lease a call is reserved from; null: the budget has nothing left for it. */
    synchronized @Nullable String reserve() {
        if ((slice == null || slice.free < bound) && !next()) {
            return null;
        }
        Slice from = Objects.requireNonNull(slice);
        from.free -= bound;
        out++;
        return from.id();
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
        slice = new Slice(answer.getGranted().getSlices(0));
        return true;
    }

    /** What a call that is reserved from an earlier slice does not need goes back with the next word about that slice. */
    synchronized void settle(String lease, long actual) {
        out--;
        Slice of = slice != null && slice.id().equals(lease) ? slice : returning.get(lease);
        if (of != null) {
            of.free += bound - actual;
            of.spent += actual;
        }
        if (of != slice && of != null && of.reserved() == 0 && !dead) {
            returning.remove(lease);
            tell(of);
        }
    }

    /** Says again that calls still hold something of slices that went back, as it has to be said before they are reclaimed. */
    synchronized void renew() {
        if (!dead) {
            returning.values().forEach(this::tell);
        }
    }

    private void release() {
        Slice old = slice;
        if (old != null && !dead) {
            tell(old);
            if (old.reserved() > 0) {
                returning.put(old.id(), old);
            }
        }
        slice = null;
    }

    private void tell(Slice of) {
        router("acme")
                .settle(SettleRequest.newBuilder()
                        .setLeaseId(of.id())
                        .setSpentNanoUsd(of.spent)
                        .setReservedNanoUsd(of.reserved())
                        .setRelease(true)
                        .build());
        asked.incrementAndGet();
    }

    /** As kill -9 does: nothing is said to anybody. */
    synchronized void kill() {
        dead = true;
    }

    synchronized boolean isDead() {
        return dead;
    }

    /** A granted slice, and what became of it. */
    private static final class Slice {
        private final LeaseSlice granted;
        private long free;
        private long spent;

        Slice(LeaseSlice granted) {
            this.granted = granted;
            this.free = granted.getAmountNanoUsd();
        }

        String id() {
            return granted.getLeaseId();
        }

        long reserved() {
            return granted.getAmountNanoUsd() - free - spent;
        }
    }
}
