package org.llmops.router.pipeline;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.llmops.cost.v1.BudgetExhausted;
import org.llmops.cost.v1.CostServiceGrpc;
import org.llmops.cost.v1.LeaseGranted;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.LeaseResponse;
import org.llmops.cost.v1.LeaseSlice;
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
    private volatile boolean away;

    void budget(String workspace, long nanoUsd) {
        limits.put(workspace, nanoUsd);
    }

    void noBudget(String workspace) {
        limits.remove(workspace);
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

    private synchronized long taken(String workspace) {
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
    public synchronized void lease(LeaseRequest request, StreamObserver<LeaseResponse> answer) {
        if (refuse(answer)) {
            return;
        }
        String workspace = FakePeers.WORKSPACE.get();
        Long limit = limits.get(workspace);
        LeaseResponse.Builder response = LeaseResponse.newBuilder();
        long left = limit == null ? 0 : limit - taken(workspace);
        if (limit == null) {
            response.setGranted(LeaseGranted.getDefaultInstance());
        } else if (left < request.getAtLeastNanoUsd()) {
            response.setExhausted(BudgetExhausted.newBuilder()
                    .setBudgetId("b1")
                    .setBudgetName("monthly")
                    .setLimitNanoUsd(limit)
                    .setRemainingNanoUsd(left));
        } else {
            Lease lease = new Lease(workspace, Math.min(left, request.getWantedNanoUsd()));
            String id = UUID.randomUUID().toString();
            leases.put(id, lease);
            response.setGranted(LeaseGranted.newBuilder()
                    .addSlices(LeaseSlice.newBuilder()
                            .setLeaseId(id)
                            .setBudgetId("b1")
                            .setAmountNanoUsd(lease.amount)
                            .setExpiresAt(inAMinute())));
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
                .setExpiresAt(inAMinute())
                .build());
        answer.onCompleted();
    }

    private boolean refuse(StreamObserver<?> answer) {
        if (away) {
            answer.onError(Status.UNAVAILABLE.asRuntimeException());
        }
        return away;
    }

    private static Timestamp inAMinute() {
        return Timestamp.newBuilder()
                .setSeconds(System.currentTimeMillis() / 1_000 + 60)
                .build();
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
