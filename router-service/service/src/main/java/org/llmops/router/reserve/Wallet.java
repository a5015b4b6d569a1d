package org.llmops.router.reserve;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.v1.BudgetExhausted;
import org.llmops.cost.v1.BudgetInForce;
import org.llmops.cost.v1.BudgetsResponse;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.LeaseResponse;
import org.llmops.cost.v1.LeaseSlice;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.exchange.Futures;
import org.llmops.router.recording.CallRecords;

/** What this instance may spend of a workspace's budgets. Nearly every call finds what it needs at hand, without a lock; whoever does not, asks with the others that lack the same. */
final class Wallet {
    private static final Logger LOG = Logger.getLogger(Wallet.class);
    /** Each further lease serves at least one of those that wait; more rounds mean that something else is wrong. */
    private static final int MAX_ROUNDS = 500;

    private final WorkspaceId workspace;
    private final String holder;
    private final Leases leases;
    private final CallRecords records;
    private final ReserveSettings settings;
    private final LongSupplier nanos;

    private volatile BudgetBook book = BudgetBook.EMPTY;
    private volatile long freshUntil;
    private volatile long believedUntil;

    // Guarded by this.
    private @Nullable CompletableFuture<BudgetBook> loading;
    private int changes;
    private final List<Purse> former = new ArrayList<>();
    private final Map<Purse, CompletableFuture<LeaseResponse>> refills = new HashMap<>();
    private final Map<Purse, CompletableFuture<Void>> returns = new HashMap<>();

    Wallet(
            WorkspaceId workspace,
            String holder,
            Leases leases,
            CallRecords records,
            ReserveSettings settings,
            LongSupplier nanos) {
        this.workspace = workspace;
        this.holder = holder;
        this.leases = leases;
        this.records = records;
        this.settings = settings;
        this.nanos = nanos;
        this.freshUntil = nanos.getAsLong();
        this.believedUntil = freshUntil;
    }

    WorkspaceId workspace() {
        return workspace;
    }

    /** The budgets, when they are known well enough; null: they have to be asked for. */
    @Nullable
    BudgetBook known() {
        long now = nanos.getAsLong();
        if (now - freshUntil < 0) {
            return book;
        }
        if (now - believedUntil >= 0) {
            return null;
        }
        Futures.inBackground(load(), failure -> LOG.debugf(failure, "The budgets of %s are not known anew", workspace));
        return book;
    }

    /** The budgets as they were last heard of, however long ago that is. */
    BudgetBook lastKnown() {
        return book;
    }

    /** Asks for the budgets, once for all who want to know. */
    synchronized Uni<BudgetBook> load() {
        CompletableFuture<BudgetBook> underWay = loading;
        if (underWay == null) {
            CompletableFuture<BudgetBook> asked = new CompletableFuture<>();
            loading = asked;
            underWay = asked;
            long askedAt = nanos.getAsLong();
            int before = changes;
            Futures.into(
                    asked,
                    leases.budgets(workspace)
                            .map(answer -> learn(answer, askedAt, before))
                            .onTermination()
                            .invoke(() -> loaded(asked)));
        }
        return shared(underWay);
    }

    private synchronized void loaded(CompletableFuture<BudgetBook> asked) {
        if (loading == asked) {
            loading = null;
        }
    }

    /** A budget that is what it was keeps its slices. */
    private synchronized BudgetBook learn(BudgetsResponse answer, long askedAt, int before) {
        Map<String, Purse> purses = new HashMap<>();
        for (BudgetInForce budget : answer.getBudgetsList()) {
            Purse known = book.purse(budget.getBudgetId());
            boolean same = known != null && known.isOf(budget);
            Purse purse = same && known != null ? known : new Purse(budget, settings);
            purse.state(budget.getState());
            purses.put(budget.getBudgetId(), purse);
        }
        book.purses().stream()
                .filter(purse -> purses.get(purse.budgetId()) != purse)
                .forEach(this::close);
        BudgetBook learnt = new BudgetBook(purses.values(), answer.getTeamOfAppMap());
        book = learnt;
        // What changed while the answer was on its way may not be in it.
        freshUntil = before == changes ? askedAt + settings.unboundedFor().toNanos() : askedAt;
        believedUntil =
                before == changes ? freshUntil + settings.unboundedGrace().toNanos() : askedAt;
        return learnt;
    }

    private void close(Purse purse) {
        purse.close();
        former.add(purse);
    }

    /** Budgets changed: nobody believes what was known. */
    synchronized void budgetsChanged() {
        changes++;
        loading = null;
        freshUntil = nanos.getAsLong();
        believedUntil = freshUntil;
    }

    /** Sets these bounds aside from what is at hand, all or none; null: somebody has to be asked. */
    @Nullable
    Reserving reserveNow(Purse[] purses, long[] bounds) {
        if (purses.length == 0) {
            return Reserving.UNBOUNDED;
        }
        long now = nanos.getAsLong();
        @Nullable Slice[] slices = new @Nullable Slice[purses.length];
        for (int i = 0; i < purses.length; i++) {
            Slice slice = purses[i].take(bounds[i], now);
            if (slice == null && !purses[i].isRemoved()) {
                BudgetExhausted refusal = purses[i].refusal(bounds[i], now);
                if (refusal == null || !purses[i].downgrades()) {
                    undo(slices, bounds, i);
                    return refusal == null ? null : new Reserving.Exhausted(refusal);
                }
            } else if (slice != null && slice.isLow()) {
                prefetch(purses[i], bounds[i], now);
            }
            slices[i] = slice;
        }
        return new Reserving.Reserved(new Hold(purses, bounds, slices));
    }

    private static void undo(@Nullable Slice[] slices, long[] bounds, int count) {
        for (int i = 0; i < count; i++) {
            Slice slice = slices[i];
            if (slice != null) {
                slice.undo(bounds[i]);
            }
        }
    }

    /** Sets these bounds aside, all or none. Fails when the cost service is needed and away. */
    Uni<Reserving> reserve(Purse[] purses, long[] bounds) {
        Reserving now = reserveNow(purses, bounds);
        if (now != null) {
            return Uni.createFrom().item(now);
        }
        waiting(purses, bounds, 1);
        return round(purses, bounds, 0).onTermination().invoke(() -> waiting(purses, bounds, -1));
    }

    private static void waiting(Purse[] purses, long[] bounds, int sign) {
        for (int i = 0; i < purses.length; i++) {
            purses[i].waiting(sign * bounds[i]);
        }
    }

    private Uni<Reserving> round(Purse[] purses, long[] bounds, int rounds) {
        if (rounds == MAX_ROUNDS) {
            return Uni.createFrom().failure(new IllegalStateException("No lease was large enough"));
        }
        return refill(purses, bounds).chain(outcome -> {
            Reserving now = reserveNow(purses, bounds);
            if (now != null) {
                return Uni.createFrom().item(now);
            }
            int poor = poor(outcome, purses, bounds);
            return poor < 0 ? round(purses, bounds, rounds + 1) : withScraps(purses, bounds, poor, rounds);
        });
    }

    /** Which of the budgets was asked for no more than this call needs, and has less; -1: none. */
    private static int poor(LeaseResponse outcome, Purse[] purses, long[] bounds) {
        if (outcome.hasExhausted()) {
            BudgetExhausted exhausted = outcome.getExhausted();
            for (int i = 0; i < purses.length; i++) {
                if (purses[i].budgetId().equals(exhausted.getBudgetId())
                        && exhausted.getRemainingNanoUsd() < bounds[i]) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** What lies around in this instance, too little in each place, may be just what is missing. */
    private Uni<Reserving> withScraps(Purse[] purses, long[] bounds, int poor, int rounds) {
        return returnScraps(purses[poor]).chain(() -> refill(purses, bounds)).chain(outcome -> {
            Reserving now = reserveNow(purses, bounds);
            if (now != null) {
                return Uni.createFrom().item(now);
            }
            int still = poor(outcome, purses, bounds);
            if (still < 0) {
                return round(purses, bounds, rounds + 1);
            }
            purses[still].refuse(bounds[still], outcome.getExhausted(), nanos.getAsLong());
            return purses[still].downgrades()
                    ? round(purses, bounds, rounds + 1)
                    : Uni.createFrom().<Reserving>item(new Reserving.Exhausted(outcome.getExhausted()));
        });
    }

    /** Once for all who miss it: who asked before the others are back would be refused for nothing. */
    private synchronized Uni<Void> returnScraps(Purse purse) {
        CompletableFuture<Void> underWay = returns.get(purse);
        if (underWay == null) {
            CompletableFuture<Void> returned = new CompletableFuture<>();
            returns.put(purse, returned);
            underWay = returned;
            purse.closeSlices();
            Futures.into(
                    returned,
                    settle(purse.due(nanos.getAsLong(), records))
                            .onTermination()
                            .invoke(() -> returned(purse)));
        }
        return shared(underWay);
    }

    private synchronized void returned(Purse purse) {
        returns.remove(purse);
    }

    /** Asks for what is lacking, in one message; who lacks what is asked for already waits for that. */
    private synchronized Uni<LeaseResponse> refill(Purse[] purses, long[] bounds) {
        long now = nanos.getAsLong();
        List<Purse> lacking = new ArrayList<>();
        LeaseRequest.Builder request = LeaseRequest.newBuilder().setHolder(holder);
        for (int i = 0; i < purses.length; i++) {
            CompletableFuture<LeaseResponse> underWay = refills.get(purses[i]);
            boolean lacks = !purses[i].isRemoved()
                    && !purses[i].hasRoom(bounds[i], now)
                    && !(purses[i].downgrades() && purses[i].refusal(bounds[i], now) != null);
            if (lacks && underWay != null) {
                return shared(underWay);
            }
            if (lacks) {
                lacking.add(purses[i]);
                request.addWishes(purses[i].refill(bounds[i], now));
            }
        }
        return lacking.isEmpty()
                ? Uni.createFrom().item(LeaseResponse.getDefaultInstance())
                : shared(ask(lacking, request.build(), now));
    }

    /** The last slice runs low: fetch the next before anyone has to wait for it. */
    private void prefetch(Purse purse, long bound, long now) {
        if (purse.wantsPrefetch(now)) {
            Purse[] purses = {purse};
            long[] bounds = {bound};
            Futures.inBackground(
                    fetchAhead(purses, bounds),
                    failure -> LOG.debugf(failure, "No lease in advance for %s", workspace));
        }
    }

    private synchronized Uni<LeaseResponse> fetchAhead(Purse[] purses, long[] bounds) {
        if (refills.containsKey(purses[0])) {
            return Uni.createFrom().item(LeaseResponse.getDefaultInstance());
        }
        long now = nanos.getAsLong();
        LeaseRequest request = LeaseRequest.newBuilder()
                .setHolder(holder)
                .addWishes(purses[0].refill(bounds[0], now))
                .build();
        return shared(ask(List.of(purses[0]), request, now));
    }

    private CompletableFuture<LeaseResponse> ask(List<Purse> lacking, LeaseRequest request, long askedAt) {
        CompletableFuture<LeaseResponse> answer = new CompletableFuture<>();
        lacking.forEach(purse -> refills.put(purse, answer));
        Futures.into(
                answer,
                leases.lease(workspace, request)
                        .invoke(response -> add(lacking, response, askedAt))
                        .onTermination()
                        .invoke(() -> refilled(lacking)));
        return answer;
    }

    /** A budget that is not in the answer is not there any more. */
    private synchronized void add(List<Purse> lacking, LeaseResponse response, long askedAt) {
        if (!response.hasGranted()) {
            return;
        }
        Map<String, Purse> asked = new HashMap<>();
        lacking.forEach(purse -> asked.put(purse.budgetId(), purse));
        for (LeaseSlice slice : response.getGranted().getSlicesList()) {
            Purse purse = asked.remove(slice.getBudgetId());
            if (purse != null) {
                purse.add(slice, askedAt);
            }
        }
        asked.values().forEach(this::forget);
    }

    private void forget(Purse gone) {
        gone.removed();
        budgetsChanged();
    }

    private synchronized void refilled(List<Purse> lacking) {
        lacking.forEach(purse -> {
            refills.remove(purse);
            purse.refilled();
        });
    }

    /**
     * Waiters of several event loops share one answer. They share a future: Mutiny's memoize may hand an item to a
     * subscriber that is just subscribing on another thread before that is ready for it.
     */
    private static <T> Uni<T> shared(CompletableFuture<T> answer) {
        return Uni.createFrom().completionStage(answer::copy);
    }

    /** Renews what is in use and ends soon, and gives back what is not. */
    Uni<Void> report() {
        long now = nanos.getAsLong();
        List<Purse.Telling> due = new ArrayList<>();
        book.purses().forEach(purse -> due.addAll(purse.due(now, records)));
        synchronized (this) {
            former.forEach(purse -> due.addAll(purse.due(now, records)));
            former.removeIf(Purse::isGone);
        }
        return settle(due);
    }

    /** Gives back what no call holds. */
    Uni<Void> release() {
        book.purses().forEach(Purse::closeSlices);
        return report();
    }

    private Uni<Void> settle(List<Purse.Telling> due) {
        if (due.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Uni<Void>> all = due.stream().map(this::settle).toList();
        return Uni.join().all(all).andCollectFailures().replaceWithVoid();
    }

    private Uni<Void> settle(Purse.Telling telling) {
        return leases.settle(workspace, telling.told())
                .invoke(telling::answered)
                .replaceWithVoid()
                .onFailure(LeaseLost.class)
                .recoverWithUni(lost -> Uni.createFrom().voidItem().invoke(telling::lost))
                .onFailure()
                .invoke(telling::failed)
                .onFailure()
                .recoverWithNull();
    }
}
