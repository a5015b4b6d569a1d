package org.llmops.router.reserve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.v1.BudgetExhausted;
import org.llmops.cost.v1.BudgetInForce;
import org.llmops.cost.v1.BudgetState;
import org.llmops.cost.v1.BudgetUnit;
import org.llmops.cost.v1.LeaseSlice;
import org.llmops.cost.v1.LeaseWish;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.cost.v1.SettleResponse;
import org.llmops.router.exchange.Spent;
import org.llmops.router.exchange.Target;
import org.llmops.router.recording.CallRecords;

/** What this instance may spend of one budget. Calls on any event loop take from it. */
final class Purse {
    private static final Slice[] NOTHING = {};
    private static final long REFUSAL_REMEMBERED_NANOS = 1_000_000_000L;
    /** A budget that lets calls pass beyond its limit is not asked for each of them. */
    private static final long DOWNGRADE_REMEMBERED_NANOS = 5_000_000_000L;

    private static final long PREFETCH_PAUSE_NANOS = 1_000_000_000L;

    private final BudgetInForce budget;
    private final ScopeMatch scope;
    private final ReserveSettings settings;
    private final long renewBefore;
    private final AtomicLong waiting = new AtomicLong();

    private volatile Slice[] slices = NOTHING;
    private volatile @Nullable Refused refused;
    private volatile BudgetState state;
    private volatile boolean closed;
    private volatile boolean removed;

    // Guarded by this.
    private final Demand demand;
    private boolean refilling;
    private boolean prefetched;
    private long lastPrefetch;

    Purse(BudgetInForce budget, ReserveSettings settings) {
        this.budget = budget;
        this.scope = ScopeMatch.of(budget.getScope());
        this.settings = settings;
        this.renewBefore = settings.renewBefore().toNanos();
        this.state = budget.getState();
        this.demand = new Demand(leastSlice(budget.getUnit(), settings));
    }

    private static long leastSlice(BudgetUnit unit, ReserveSettings settings) {
        return switch (unit) {
            case BUDGET_UNIT_TOKENS -> settings.sliceTokens();
            case BUDGET_UNIT_REQUESTS -> settings.sliceRequests();
            default -> settings.sliceUsd().movePointRight(9).longValue();
        };
    }

    String budgetId() {
        return budget.getBudgetId();
    }

    BudgetUnit unit() {
        return budget.getUnit();
    }

    ScopeMatch scope() {
        return scope;
    }

    boolean downgrades() {
        return budget.getDowngrades();
    }

    /** Whether it is the same budget, apart from how it is doing. */
    boolean isOf(BudgetInForce other) {
        return budget.toBuilder()
                .clearState()
                .clearName()
                .build()
                .equals(other.toBuilder().clearState().clearName().build());
    }

    BudgetState state() {
        return refused == null ? state : BudgetState.BUDGET_STATE_EXCEEDED;
    }

    void state(BudgetState now) {
        state = now;
    }

    /** What of a call counts here. */
    long amountOf(Spent spent) {
        Target target = spent.target();
        if (target == null || !scope.covers(target)) {
            return 0;
        }
        return switch (budget.getUnit()) {
            case BUDGET_UNIT_TOKENS -> spent.tokens();
            case BUDGET_UNIT_REQUESTS -> spent.requests();
            default -> spent.costNanoUsd();
        };
    }

    /** Sets this much aside in one of the slices; null when none has it. */
    @Nullable
    Slice take(long bound, long now) {
        for (Slice slice : slices) {
            if (slice.reserve(bound, now)) {
                return slice;
            }
        }
        return null;
    }

    boolean hasRoom(long bound, long now) {
        for (Slice slice : slices) {
            if (slice.free(now) >= bound) {
                return true;
            }
        }
        return false;
    }

    /** Why nobody has to be asked: the budget had too little a moment ago; null when somebody has. */
    @Nullable
    BudgetExhausted refusal(long bound, long now) {
        Refused last = refused;
        return last != null && bound >= last.bound && now - last.until < 0 ? last.budget : null;
    }

    void refuse(long bound, BudgetExhausted why, long now) {
        long remembered = downgrades() ? DOWNGRADE_REMEMBERED_NANOS : REFUSAL_REMEMBERED_NANOS;
        refused = new Refused(bound, why, now + remembered);
    }

    void waiting(long bound) {
        waiting.addAndGet(bound);
    }

    /** True for the one who shall fetch the next slice, because this one runs low. */
    synchronized boolean wantsPrefetch(long now) {
        if (refilling || closed || (prefetched && now - lastPrefetch < PREFETCH_PAUSE_NANOS)) {
            return false;
        }
        for (Slice slice : slices) {
            if (!slice.isLow() && slice.free(now) > 0) {
                return false;
            }
        }
        prefetched = true;
        lastPrefetch = now;
        return true;
    }

    synchronized boolean isRefilling() {
        return refilling;
    }

    synchronized LeaseWish refill(long bound, long now) {
        refilling = true;
        return LeaseWish.newBuilder()
                .setBudgetId(budgetId())
                .setAtLeast(bound)
                .setWanted(demand.next(bound, waiting.get(), now))
                .build();
    }

    synchronized void refilled() {
        refilling = false;
    }

    synchronized void add(LeaseSlice granted, long askedAt) {
        Slice slice = new Slice(granted, askedAt, renewBefore);
        if (closed) {
            slice.close();
        }
        Slice[] more = Arrays.copyOf(slices, slices.length + 1);
        more[slices.length] = slice;
        slices = more;
        state = granted.getState();
        refused = null;
    }

    /** The budget is gone, or is another now: what was taken goes back as soon as it is free. */
    void close() {
        closed = true;
        closeSlices();
    }

    /** What lies around in scraps goes back. */
    void closeSlices() {
        for (Slice slice : slices) {
            slice.close();
        }
    }

    /** The cost service knows no such budget any more: it bounds nothing. */
    void removed() {
        removed = true;
        close();
    }

    boolean isRemoved() {
        return removed;
    }

    boolean isGone() {
        return closed && slices.length == 0;
    }

    /** What the cost service should hear now. */
    synchronized List<Telling> due(long now, CallRecords records) {
        forgetGone();
        // Where little is left, others may need what nobody uses here.
        long idleAfter = state == BudgetState.BUDGET_STATE_OK || state == BudgetState.BUDGET_STATE_UNSPECIFIED
                ? settings.releaseAfter().toNanos()
                : settings.releaseScarceAfter().toNanos();
        List<Telling> due = new ArrayList<>();
        for (Slice slice : slices) {
            SettleRequest told = slice.tell(now, idleAfter, records);
            if (told != null) {
                due.add(new Telling(this, slice, told, now));
            }
        }
        return due;
    }

    private void forgetGone() {
        for (Slice slice : slices) {
            if (slice.isGone()) {
                slices = Arrays.stream(slices).filter(left -> !left.isGone()).toArray(Slice[]::new);
                return;
            }
        }
    }

    private synchronized void answered(Telling telling, SettleResponse answer) {
        telling.slice.told(telling.told, telling.askedAt, answer.getAmountNanoUsd(), answer.getLastsMs(), renewBefore);
        if (answer.getState() != BudgetState.BUDGET_STATE_UNSPECIFIED) {
            state = answer.getState();
        }
    }

    private synchronized void lost(Slice slice) {
        slice.lost();
    }

    private synchronized void failed(Slice slice) {
        slice.notTold();
    }

    /** Something that the cost service is told of a slice. */
    record Telling(Purse purse, Slice slice, SettleRequest told, long askedAt) {
        void answered(SettleResponse answer) {
            purse.answered(this, answer);
        }

        void lost() {
            purse.lost(slice);
        }

        void failed() {
            purse.failed(slice);
        }
    }

    private record Refused(long bound, BudgetExhausted budget, long until) {}
}
