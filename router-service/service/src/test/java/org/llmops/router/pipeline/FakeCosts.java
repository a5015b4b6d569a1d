package org.llmops.router.pipeline;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.llmops.cost.v1.BudgetExhausted;
import org.llmops.cost.v1.BudgetInForce;
import org.llmops.cost.v1.BudgetUnit;
import org.llmops.cost.v1.BudgetsRequest;
import org.llmops.cost.v1.BudgetsResponse;
import org.llmops.cost.v1.CostServiceGrpc;
import org.llmops.cost.v1.LeaseGranted;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.LeaseResponse;
import org.llmops.cost.v1.LeaseSlice;
import org.llmops.cost.v1.LeaseWish;
import org.llmops.cost.v1.PriceStatus;
import org.llmops.cost.v1.QuoteRequest;
import org.llmops.cost.v1.QuoteResponse;
import org.llmops.cost.v1.Rate;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.cost.v1.SettleResponse;

/** One budget for each workspace that has one; every model costs 1 USD for a million tokens in, 4 out, 0.5 from the cache. */
final class FakeCosts extends CostServiceGrpc.CostServiceImplBase {
    private final Map<String, Long> limits = new ConcurrentHashMap<>();
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();
    private final Set<String> downgrading = ConcurrentHashMap.newKeySet();
    private volatile boolean away;

    void budget(String workspace, long nanoUsd) {
        limits.put(workspace, nanoUsd);
    }

    /** A budget that lets calls pass beyond its limit, and wants them cheap. */
    void downgradingBudget(String workspace, long nanoUsd) {
        downgrading.add(workspace);
        budget(workspace, nanoUsd);
    }

    void noBudget(String workspace) {
        limits.remove(workspace);
        downgrading.remove(workspace);
    }

    void away(boolean now) {
        away = now;
    }

    /** What routers say they have spent. */
    synchronized long spent(String workspace) {
        return leases.values().stream()
                .filter(lease -> lease.workspace.equals(workspace))
                .mapToLong(lease -> lease.spent)
                .sum();
    }

    /** What routers have spent or set aside. */
    synchronized long taken(String workspace) {
        return leases.values().stream()
                .filter(lease -> lease.workspace.equals(workspace))
                .mapToLong(lease -> lease.amount)
                .sum();
    }

    @Override
    public void quote(QuoteRequest request, StreamObserver<QuoteResponse> answer) {
        if (refuse(answer)) {
            return;
        }
        answer.onNext(QuoteResponse.newBuilder()
                .setStatus(PriceStatus.PRICE_STATUS_EXACT)
                .setPriceBookVersion(5)
                .setRuleId("rule-" + request.getModel())
                .addRates(rate("input_tokens", "1.00"))
                .addRates(rate("cache_read_tokens", "0.5"))
                .addRates(rate("output_tokens", "4"))
                .build());
        answer.onCompleted();
    }

    private static Rate rate(String unit, String usd) {
        return Rate.newBuilder().setUnit(unit).setUsdPerMillion(usd).build();
    }

    @Override
    public void budgets(BudgetsRequest request, StreamObserver<BudgetsResponse> answer) {
        if (refuse(answer)) {
            return;
        }
        BudgetsResponse.Builder budgets = BudgetsResponse.newBuilder();
        String workspace = FakePeers.WORKSPACE.get();
        if (limits.containsKey(workspace)) {
            budgets.addBudgets(BudgetInForce.newBuilder()
                    .setBudgetId("b1")
                    .setName("monthly")
                    .setUnit(BudgetUnit.BUDGET_UNIT_USD)
                    .setDowngrades(downgrading.contains(workspace)));
        }
        answer.onNext(budgets.build());
        answer.onCompleted();
    }

    @Override
    public synchronized void lease(LeaseRequest request, StreamObserver<LeaseResponse> answer) {
        if (refuse(answer)) {
            return;
        }
        String workspace = FakePeers.WORKSPACE.get();
        Long limit = limits.get(workspace);
        LeaseResponse.Builder response = LeaseResponse.newBuilder();
        long left = limit == null ? 0 : limit - taken(workspace);
        LeaseWish wish = request.getWishes(0);
        if (limit == null) {
            response.setGranted(LeaseGranted.getDefaultInstance());
        } else if (left < wish.getAtLeast()) {
            response.setExhausted(BudgetExhausted.newBuilder()
                    .setBudgetId("b1")
                    .setBudgetName("monthly")
                    .setLimitNanoUsd(limit)
                    .setRemainingNanoUsd(left));
        } else {
            Lease lease = new Lease(workspace, Math.min(left, wish.getWanted()));
            String id = UUID.randomUUID().toString();
            leases.put(id, lease);
            response.setGranted(LeaseGranted.newBuilder()
                    .addSlices(LeaseSlice.newBuilder()
                            .setLeaseId(id)
                            .setBudgetId("b1")
                            .setAmountNanoUsd(lease.amount)
                            .setLastsMs(60_000)));
        }
        answer.onNext(response.build());
        answer.onCompleted();
    }

    @Override
    public synchronized void settle(SettleRequest request, StreamObserver<SettleResponse> answer) {
        if (refuse(answer)) {
            return;
        }
        Lease lease = leases.get(request.getLeaseId());
        if (lease == null) {
            answer.onError(Status.NOT_FOUND.asRuntimeException());
            return;
        }
        lease.spent = request.getSpentNanoUsd();
        if (request.getRelease()) {
            lease.amount = request.getSpentNanoUsd() + request.getReservedNanoUsd();
        }
        answer.onNext(SettleResponse.newBuilder()
                .setAmountNanoUsd(lease.amount)
                .setLastsMs(60_000)
                .build());
        answer.onCompleted();
    }

    private boolean refuse(StreamObserver<?> answer) {
        if (away) {
            answer.onError(Status.UNAVAILABLE.asRuntimeException());
        }
        return away;
    }

    private static final class Lease {
        private final String workspace;
        private long amount;
        private long spent;

        private Lease(String workspace, long amount) {
            this.workspace = workspace;
            this.amount = amount;
        }
    }
}
