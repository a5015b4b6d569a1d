package org.llmops.router.reserve;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.v1.BudgetExhausted;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.LeaseResponse;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.exchange.Futures;
import org.llmops.router.exchange.Reservation;
import org.llmops.router.v1.LeaseUse;

/** What this instance may spend for one application of one workspace. Calls on any event loop take from it; no lock is held while waiting. */
final class Purse {
    private static final Logger LOG = Logger.getLogger(Purse.class);
    /** Each further lease serves at least one of those that wait; more rounds mean that something else is wrong. */
    private static final int MAX_ROUNDS = 32;

    private static final long REFUSAL_REMEMBERED_MS = 1_000;

    private final WorkspaceId workspace;
    private final String app;
    private final String holder;
    private final Leases leases;
    private final ReserveSettings settings;
    private final Clock clock;
    private final Supplier<Uni<Void>> releaseElsewhere;

    private final List<Grant> grants = new ArrayList<>();
    private @Nullable Refill refill;
    private @Nullable Refused refusal;
    private Instant nextPrefetch = Instant.MIN;
    private Instant unboundedUntil = Instant.MIN;
    private long waitingNanoUsd;

    /**
     * @param releaseElsewhere gives back what other purses of the workspace hold and do not need: they share its budgets
     */
    Purse(
            WorkspaceId workspace,
            String app,
            String holder,
            Leases leases,
            ReserveSettings settings,
            Clock clock,
            Supplier<Uni<Void>> releaseElsewhere) {
        this.workspace = workspace;
        this.app = app;
        this.holder = holder;
        this.leases = leases;
        this.settings = settings;
        this.clock = clock;
        this.releaseElsewhere = releaseElsewhere;
    }

    WorkspaceId workspace() {
        return workspace;
    }

    /** Sets this much aside in every budget that applies, or nowhere. Fails when the cost service is needed and away. */
    Uni<Reserving> reserve(long bound) {
        Reserving now = reserveNow(bound);
        return now != null ? Uni.createFrom().item(now) : waitFor(bound);
    }

    /** The same from what is at hand, as nearly every call can; null: somebody has to be asked. */
    synchronized @Nullable Reserving reserveNow(long bound) {
        Instant now = clock.instant();
        Reservation taken = take(bound, now);
        if (taken != null) {
            return new Reserving.Reserved(taken);
        }
        return refusal != null && refusal.stillHolds(bound, now) ? new Reserving.Exhausted(refusal.budget) : null;
    }

    private @Nullable Reservation take(long bound, Instant now) {
        for (Grant grant : grants) {
            if (grant.reserve(bound, now)) {
                prefetch(now);
                return grant.slices().isEmpty() ? Reservation.NONE : new Hold(grant, bound);
            }
        }
        return null;
    }

    /** The last grant runs low: fetch the next before anyone has to wait for it. */
    private void prefetch(Instant now) {
        Grant last = grants.getLast();
        if (refill == null && last.isLow() && !now.isBefore(nextPrefetch)) {
            nextPrefetch = now.plusMillis(REFUSAL_REMEMBERED_MS);
            Futures.inBackground(
                    startRefill(1), failure -> LOG.debugf(failure, "No lease in advance for %s", workspace));
        }
    }

    private Uni<Reserving> waitFor(long bound) {
        waiting(bound);
        return round(bound, 0)
                .onTermination()
                .invoke(() -> waiting(-bound))
                .onFailure(away -> isBelievedUnbounded())
                .recoverWithItem(new Reserving.Reserved(Reservation.NONE));
    }

    private synchronized boolean isBelievedUnbounded() {
        return clock.instant().isBefore(unboundedUntil);
    }

    private synchronized void waiting(long nanoUsd) {
        waitingNanoUsd += nanoUsd;
    }

    private Uni<Reserving> round(long bound, int rounds) {
        if (rounds == MAX_ROUNDS) {
            return Uni.createFrom().failure(new IllegalStateException("No lease was large enough"));
        }
        Refill shared = refillOf(bound);
        return shared.result.chain(outcome -> next(bound, rounds, shared, outcome));
    }

    private Uni<Reserving> next(long bound, int rounds, Refill shared, LeaseResponse outcome) {
        Reserving now = reserveNow(bound);
        if (now != null) {
            return Uni.createFrom().item(now);
        }
        if (outcome.hasGranted() && outcome.getGranted().getSlicesCount() == 0) {
            return Uni.createFrom().item(new Reserving.Reserved(Reservation.NONE));
        }
        boolean refused = outcome.hasExhausted() && shared.atLeast <= bound;
        return refused ? lastTry(bound, outcome.getExhausted()) : round(bound, rounds + 1);
    }

    /** What lies around unused in this instance may be just what is missing. */
    private Uni<Reserving> lastTry(long bound, BudgetExhausted budget) {
        return releaseElsewhere
                .get()
                .chain(() -> lease(bound))
                .map(outcome -> reserveNow(bound))
                .map(taken -> taken != null ? taken : refused(bound, budget));
    }

    private synchronized Reserving refused(long bound, BudgetExhausted budget) {
        refusal = new Refused(bound, budget, clock.instant().plusMillis(REFUSAL_REMEMBERED_MS));
        return new Reserving.Exhausted(budget);
    }

    private synchronized Refill refillOf(long bound) {
        Refill underWay = refill;
        return underWay == null ? new Refill(bound, startRefill(bound)) : underWay;
    }

    /**
     * Waiters of several event loops share one lease. They share a future: Mutiny's memoize may hand an item to a
     * subscriber that is just subscribing on another thread before that is ready for it.
     */
    private synchronized Uni<LeaseResponse> startRefill(long atLeast) {
        CompletableFuture<LeaseResponse> lease = new CompletableFuture<>();
        Uni<LeaseResponse> result = Uni.createFrom().completionStage(lease::copy);
        refill = new Refill(atLeast, result);
        Futures.into(lease, lease(atLeast).onTermination().invoke(this::refillDone));
        return result;
    }

    private synchronized void refillDone() {
        refill = null;
    }

    private Uni<LeaseResponse> lease(long atLeast) {
        LeaseRequest request = LeaseRequest.newBuilder()
                .setHolder(holder)
                .setApp(app)
                .setAtLeastNanoUsd(atLeast)
                .setWantedNanoUsd(wanted(atLeast))
                .build();
        return leases.lease(workspace, request).invoke(this::add);
    }

    private synchronized long wanted(long atLeast) {
        long slice = settings.sliceUsd().movePointRight(9).longValue();
        return Math.max(Math.max(slice, atLeast), 2 * waitingNanoUsd);
    }

    private synchronized void add(LeaseResponse response) {
        if (response.hasGranted()) {
            Instant now = clock.instant();
            grants.add(new Grant(response.getGranted(), now, now.plus(settings.unboundedFor())));
            refusal = null;
            boolean unbounded = response.getGranted().getSlicesCount() == 0;
            unboundedUntil =
                    unbounded ? now.plus(settings.unboundedFor()).plus(settings.unboundedGrace()) : Instant.MIN;
        }
    }

    /** Budgets changed: what was granted under the old ones goes back as soon as it is free. */
    synchronized void closeAll() {
        grants.forEach(Grant::close);
        grants.removeIf(grant -> grant.slices().isEmpty());
        refusal = null;
        unboundedUntil = Instant.MIN;
    }

    /** Tells the cost service of everything that changed, and renews what ends soon. */
    Uni<Void> report() {
        return settleAll(due());
    }

    /** Gives back what no call holds. */
    Uni<Void> release() {
        closeAll();
        return settleAll(due());
    }

    private synchronized List<Due> due() {
        Instant now = clock.instant();
        List<Due> due = new ArrayList<>();
        for (Iterator<Grant> all = grants.iterator(); all.hasNext(); ) {
            Grant grant = all.next();
            if (grant.isGone(now)) {
                all.remove();
            } else {
                closeIfIdle(grant, now);
                grant.slices().stream()
                        .filter(slice -> slice.wantsSettling(now, settings.renewBefore()))
                        .forEach(slice -> due.add(new Due(slice, slice.settling())));
            }
        }
        return due;
    }

    /** Unused, or one of whose budgets' periods is over. */
    private void closeIfIdle(Grant grant, Instant now) {
        if (!grant.usable(now)
                || grant.lastUsedAt().plus(settings.releaseAfter()).isBefore(now)) {
            grant.close();
        }
    }

    private Uni<Void> settleAll(List<Due> due) {
        if (due.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Uni<Void>> all = due.stream().map(this::settle).toList();
        return Uni.join().all(all).andCollectFailures().replaceWithVoid();
    }

    private Uni<Void> settle(Due due) {
        return leases.settle(workspace, due.told)
                .invoke(answer -> locked(() -> due.slice.settled(due.told, answer)))
                .replaceWithVoid()
                .onFailure(LeaseLost.class)
                .recoverWithUni(lost -> Uni.createFrom().voidItem().invoke(() -> locked(due.slice::lost)))
                .onFailure()
                .invoke(failure -> locked(due.slice::notSettled))
                .onFailure()
                .recoverWithNull();
    }

    private synchronized void locked(Runnable change) {
        change.run();
    }

    private record Refill(long atLeast, Uni<LeaseResponse> result) {}

    private record Due(Slice slice, SettleRequest told) {}

    private record Refused(long bound, BudgetExhausted budget, Instant until) {
        private boolean stillHolds(long asked, Instant now) {
            return asked >= bound && now.isBefore(until);
        }
    }

    /** The bound of one call, set aside in every slice of one grant. */
    private final class Hold implements Reservation {
        private final Grant grant;
        private final long bound;
        private boolean settled;

        private Hold(Grant grant, long bound) {
            this.grant = grant;
            this.bound = bound;
        }

        @Override
        public List<LeaseUse> settle(long spentNanoUsd) {
            synchronized (Purse.this) {
                if (settled) {
                    return List.of();
                }
                settled = true;
                grant.slices().forEach(slice -> slice.settle(bound, spentNanoUsd));
            }
            return grant.slices().stream()
                    .map(slice -> LeaseUse.newBuilder()
                            .setLeaseId(slice.leaseId())
                            .setBudgetId(slice.budgetId())
                            .setNanoUsd(spentNanoUsd)
                            .build())
                    .toList();
        }
    }
}
