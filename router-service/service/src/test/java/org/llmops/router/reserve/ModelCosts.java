package org.llmops.router.reserve;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.v1.BudgetExhausted;
import org.llmops.cost.v1.BudgetInForce;
import org.llmops.cost.v1.BudgetScope;
import org.llmops.cost.v1.BudgetState;
import org.llmops.cost.v1.BudgetUnit;
import org.llmops.cost.v1.BudgetsResponse;
import org.llmops.cost.v1.LeaseGranted;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.LeaseResponse;
import org.llmops.cost.v1.LeaseSlice;
import org.llmops.cost.v1.LeaseWish;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.cost.v1.SettleResponse;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.v1.LeaseUse;

/**
 * The cost service's side of the lease protocol in memory: it grants, extends, takes back and reclaims as the service
 * does, by its own clock. Messages arrive at once, or lie in the mail until somebody delivers, loses or repeats them.
 */
final class ModelCosts implements Leases {
    static final long SECOND = 1_000_000_000L;
    static final long DURATION = 40 * SECOND;
    static final long GRACE = 20 * SECOND;
    private static final int SHARERS = 4;

    private final LongSupplier clock;
    private final Map<String, Budget> budgets = new LinkedHashMap<>();
    private final Map<String, Lease> leases = new LinkedHashMap<>();
    private final List<LeaseRequest> asked = new ArrayList<>();
    private final List<Letter> mail = new ArrayList<>();
    private @Nullable RuntimeException away;
    private long most = Long.MAX_VALUE;
    private boolean posted;
    private int settles;
    private int ids;

    ModelCosts(LongSupplier clock) {
        this.clock = clock;
    }

    ModelCosts budget(String id, long limit) {
        return budget(id, limit, BudgetScope.getDefaultInstance(), false);
    }

    synchronized ModelCosts budget(String id, long limit, BudgetScope scope, boolean downgrades) {
        budgets.put(
                id,
                new Budget(
                        BudgetInForce.newBuilder()
                                .setBudgetId(id)
                                .setName(id)
                                .setUnit(BudgetUnit.BUDGET_UNIT_USD)
                                .setScope(scope)
                                .setDowngrades(downgrades)
                                .build(),
                        limit));
        return this;
    }

    ModelCosts counting(String id, BudgetUnit unit) {
        Budget budget = get(id);
        budget.known = budget.known.toBuilder().setUnit(unit).build();
        return this;
    }

    ModelCosts grantingAtMost(long amount) {
        most = amount;
        return this;
    }

    /** From now on, messages wait for somebody to deliver them. */
    ModelCosts byMail() {
        posted = true;
        return this;
    }

    synchronized void remove(String id) {
        budgets.remove(id);
        leases.values().removeIf(lease -> lease.budget.equals(id));
    }

    synchronized void away(@Nullable RuntimeException why) {
        away = why;
    }

    synchronized void forget() {
        leases.clear();
    }

    synchronized List<LeaseRequest> asked() {
        return List.copyOf(asked);
    }

    synchronized int settles() {
        return settles;
    }

    synchronized long settled(String id) {
        return get(id).settled;
    }

    /** What calls took without a lease that held it. */
    synchronized long overrun(String id) {
        return get(id).overrun;
    }

    synchronized long leased(String id) {
        return leases.values().stream()
                .filter(lease -> lease.budget.equals(id))
                .mapToLong(Lease::held)
                .sum();
    }

    synchronized long remaining(String id) {
        return get(id).limit - settled(id) - leased(id);
    }

    List<String> names() {
        return List.copyOf(budgets.keySet());
    }

    synchronized void checkThatNothingIsOvershot() {
        for (String id : budgets.keySet()) {
            assertThat(remaining(id)).as("remaining of %s", id).isNotNegative();
            assertThat(overrun(id)).as("overrun of %s", id).isZero();
        }
    }

    /** A call's record arrives. */
    synchronized void record(List<LeaseUse> uses) {
        for (LeaseUse use : uses) {
            Lease lease = leases.get(use.getLeaseId());
            Budget budget = budgets.get(use.getBudgetId());
            if (budget != null) {
                long held = lease == null ? 0 : lease.record(use.getNanoUsd());
                budget.settled += held;
                budget.spend(use.getNanoUsd() - held, leased(use.getBudgetId()));
            }
        }
    }

    synchronized void reclaim() {
        leases.values().stream()
                .filter(lease -> !lease.expired && lease.expiresAt + GRACE < clock.getAsLong())
                .forEach(Lease::expire);
    }

    @Override
    public Uni<BudgetsResponse> budgets(WorkspaceId workspace) {
        return post(() -> {
            BudgetsResponse.Builder all = BudgetsResponse.newBuilder();
            budgets.values()
                    .forEach(budget ->
                            all.addBudgets(budget.known.toBuilder().setState(state(budget.known.getBudgetId()))));
            return all.build();
        });
    }

    @Override
    public Uni<LeaseResponse> lease(WorkspaceId workspace, LeaseRequest request) {
        return post(() -> grant(request));
    }

    @Override
    public Uni<SettleResponse> settle(WorkspaceId workspace, SettleRequest request) {
        return post(() -> settle(request));
    }

    private LeaseResponse grant(LeaseRequest request) {
        asked.add(request);
        reclaim();
        for (LeaseWish wish : request.getWishesList()) {
            if (budgets.containsKey(wish.getBudgetId()) && remaining(wish.getBudgetId()) < wish.getAtLeast()) {
                return LeaseResponse.newBuilder()
                        .setExhausted(BudgetExhausted.newBuilder()
                                .setBudgetId(wish.getBudgetId())
                                .setBudgetName(wish.getBudgetId())
                                .setRemainingNanoUsd(remaining(wish.getBudgetId())))
                        .build();
            }
        }
        LeaseGranted.Builder granted = LeaseGranted.newBuilder();
        request.getWishesList().stream()
                .filter(wish -> budgets.containsKey(wish.getBudgetId()))
                .forEach(wish -> granted.addSlices(slice(wish)));
        return LeaseResponse.newBuilder().setGranted(granted).build();
    }

    private LeaseSlice slice(LeaseWish wish) {
        long share = remaining(wish.getBudgetId()) / SHARERS;
        long amount = Math.max(wish.getAtLeast(), Math.min(most, Math.min(share, wish.getWanted())));
        String id = "lease-" + ids++;
        leases.put(id, new Lease(wish.getBudgetId(), amount, clock.getAsLong() + DURATION));
        return LeaseSlice.newBuilder()
                .setLeaseId(id)
                .setBudgetId(wish.getBudgetId())
                .setAmountNanoUsd(amount)
                .setLastsMs(DURATION / 1_000_000)
                .setState(state(wish.getBudgetId()))
                .build();
    }

    private BudgetState state(String id) {
        Budget budget = get(id);
        if (budget.settled >= budget.limit) {
            return BudgetState.BUDGET_STATE_EXCEEDED;
        }
        return budget.settled >= budget.limit / 100 * 80 ? BudgetState.BUDGET_STATE_LOW : BudgetState.BUDGET_STATE_OK;
    }

    private SettleResponse settle(SettleRequest request) {
        settles++;
        Lease lease = leases.get(request.getLeaseId());
        if (lease == null) {
            throw new Lost();
        }
        long now = clock.getAsLong();
        if (!lease.expired && request.getRelease()) {
            lease.note(request);
            lease.release(request.getSpentNanoUsd() + request.getReservedNanoUsd(), request.getReservedNanoUsd(), now);
        } else if (!lease.expired && !lease.released) {
            lease.note(request);
            lease.expiresAt = Math.max(lease.expiresAt, now + DURATION);
        }
        return SettleResponse.newBuilder()
                .setAmountNanoUsd(lease.granted)
                .setLastsMs(Math.max(0, (lease.expiresAt - now) / 1_000_000))
                .setState(state(lease.budget))
                .build();
    }

    /** Does it now and answers now, or lets both wait in the mail. */
    private <T> Uni<T> post(Supplier<T> work) {
        if (!posted) {
            return Uni.createFrom().deferred(() -> {
                try {
                    return Uni.createFrom().item(done(work));
                } catch (RuntimeException failure) {
                    return Uni.createFrom().failure(failure instanceof Lost ? new LeaseLost(failure) : failure);
                }
            });
        }
        return Uni.createFrom().emitter(answer -> mail.add(new Letter(() -> answer(answer, work), answer)));
    }

    private synchronized <T> T done(Supplier<T> work) {
        if (away != null) {
            throw away;
        }
        return work.get();
    }

    private <T> void answer(UniEmitter<? super T> answer, Supplier<T> work) {
        try {
            T item = done(work);
            mail.add(new Letter(() -> answer.complete(item), answer));
        } catch (RuntimeException failure) {
            Throwable told = failure instanceof Lost ? new LeaseLost(failure) : failure;
            mail.add(new Letter(() -> answer.fail(told), answer));
        }
    }

    List<Letter> mail() {
        return mail;
    }

    private Budget get(String id) {
        Budget budget = budgets.get(id);
        if (budget == null) {
            throw new IllegalArgumentException("No budget is called " + id);
        }
        return budget;
    }

    /** A message that is under way, there or back. */
    record Letter(Runnable arrive, UniEmitter<?> sender) {
        void lose() {
            sender.fail(new IllegalStateException("No answer in time"));
        }
    }

    private static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Budget {
        private final long limit;
        private BudgetInForce known;
        private long settled;
        private long overrun;

        private Budget(BudgetInForce known, long limit) {
            this.known = known;
            this.limit = limit;
        }

        private void spend(long amount, long leased) {
            long fits = Math.min(amount, Math.max(limit - settled - leased, 0));
            settled += fits;
            overrun += amount - fits;
        }
    }

    private static final class Lease {
        private final String budget;
        private long granted;
        private long recorded;
        private long spent;
        private long delivered;
        private long expiresAt;
        private boolean released;
        private boolean expired;

        private Lease(String budget, long granted, long expiresAt) {
            this.budget = budget;
            this.granted = granted;
            this.expiresAt = expiresAt;
        }

        private long held() {
            return Math.max(granted - recorded, 0);
        }

        private long record(long amount) {
            long before = held();
            recorded += amount;
            return before - held();
        }

        private void release(long used, long reserved, long now) {
            if (!released || reserved > 0 || spent > delivered) {
                expiresAt = now;
            }
            released = true;
            granted = Math.max(recorded, Math.min(granted, used));
        }

        private void note(SettleRequest told) {
            spent = Math.max(spent, told.getSpentNanoUsd());
            delivered = Math.max(delivered, told.getSpentNanoUsd() - told.getUnrecordedNanoUsd());
        }

        /** What its holder told of and nobody has counted yet stays held. */
        private void expire() {
            expired = true;
            long missing = Math.max(spent - Math.max(delivered, recorded), 0);
            granted = Math.min(granted, recorded + missing);
        }
    }
}
