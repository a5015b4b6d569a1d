package org.llmops.router.reserve;

import com.google.protobuf.Timestamp;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.v1.BudgetExhausted;
import org.llmops.cost.v1.LeaseGranted;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.LeaseResponse;
import org.llmops.cost.v1.LeaseSlice;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.cost.v1.SettleResponse;
import org.llmops.platform.identity.WorkspaceId;

/** Budgets that keep the books the cost service has to keep: settled + leased never exceeds the limit. */
final class FakeLeases implements Leases {
    private final Map<String, Long> limits = new LinkedHashMap<>();
    private final Map<String, Held> held = new LinkedHashMap<>();
    private final List<LeaseRequest> asked = new ArrayList<>();
    private @Nullable RuntimeException away;
    private Instant expiresAt = Instant.MAX;
    private long most = Long.MAX_VALUE;

    FakeLeases budget(String id, long limit) {
        limits.put(id, limit);
        return this;
    }

    FakeLeases grantingAtMost(long nanoUsd) {
        most = nanoUsd;
        return this;
    }

    void away(@Nullable RuntimeException why) {
        away = why;
    }

    void expiringAt(Instant moment) {
        expiresAt = moment;
    }

    void forget() {
        held.clear();
    }

    synchronized List<LeaseRequest> asked() {
        return List.copyOf(asked);
    }

    synchronized long spent(String budget) {
        return held.values().stream()
                .filter(lease -> lease.budget.equals(budget))
                .mapToLong(lease -> lease.spent)
                .sum();
    }

    synchronized long taken(String budget) {
        return held.values().stream()
                .filter(lease -> lease.budget.equals(budget))
                .mapToLong(lease -> lease.amount)
                .sum();
    }

    @Override
    public synchronized Uni<LeaseResponse> lease(WorkspaceId workspace, LeaseRequest request) {
        asked.add(request);
        if (away != null) {
            return Uni.createFrom().failure(away);
        }
        for (String budget : limits.keySet()) {
            if (left(budget) < request.getAtLeastNanoUsd()) {
                return Uni.createFrom()
                        .item(LeaseResponse.newBuilder()
                                .setExhausted(BudgetExhausted.newBuilder().setBudgetName(budget))
                                .build());
            }
        }
        LeaseGranted.Builder granted = LeaseGranted.newBuilder();
        limits.keySet().forEach(budget -> granted.addSlices(slice(budget, request)));
        return Uni.createFrom()
                .item(LeaseResponse.newBuilder().setGranted(granted).build());
    }

    private long left(String budget) {
        return limits.getOrDefault(budget, 0L) - taken(budget);
    }

    private LeaseSlice slice(String budget, LeaseRequest request) {
        long amount = Math.max(
                request.getAtLeastNanoUsd(), Math.min(most, Math.min(left(budget), request.getWantedNanoUsd())));
        String id = "lease-" + held.size();
        held.put(id, new Held(budget, amount));
        return LeaseSlice.newBuilder()
                .setLeaseId(id)
                .setBudgetId(budget)
                .setAmountNanoUsd(amount)
                .setExpiresAt(expiry())
                .build();
    }

    private Timestamp expiry() {
        return Timestamp.newBuilder()
                .setSeconds(expiresAt.equals(Instant.MAX) ? 253_402_300_799L : expiresAt.getEpochSecond())
                .build();
    }

    @Override
    public synchronized Uni<SettleResponse> settle(WorkspaceId workspace, SettleRequest request) {
        if (away != null) {
            return Uni.createFrom().failure(away);
        }
        Held lease = held.get(request.getLeaseId());
        if (lease == null) {
            return Uni.createFrom().failure(new LeaseLost(new IllegalStateException()));
        }
        lease.spent = request.getSpentNanoUsd();
        if (request.getRelease()) {
            lease.amount = request.getSpentNanoUsd() + request.getReservedNanoUsd();
        }
        return Uni.createFrom()
                .item(SettleResponse.newBuilder()
                        .setAmountNanoUsd(lease.amount)
                        .setExpiresAt(expiry())
                        .build());
    }

    private static final class Held {
        private final String budget;
        private long amount;
        private long spent;

        private Held(String budget, long amount) {
            this.budget = budget;
            this.amount = amount;
        }
    }
}
