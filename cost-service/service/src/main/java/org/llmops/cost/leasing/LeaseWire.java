package org.llmops.cost.leasing;

import static org.llmops.cost.CostProblem.LEASE_REQUEST_INVALID;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.cost.v1.BudgetExhausted;
import org.llmops.cost.v1.LeaseGranted;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.LeaseResponse;
import org.llmops.cost.v1.LeaseSlice;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.cost.v1.SettleResponse;
import org.llmops.platform.money.Money;

/** Leases as messages. */
final class LeaseWire {
    private LeaseWire() {}

    static TakeSlices wish(LeaseRequest request) {
        return new TakeSlices(
                request.getHolder(),
                request.getApp().isEmpty() ? null : request.getApp(),
                Money.ofNanoUsd(request.getAtLeastNanoUsd()),
                Money.ofNanoUsd(request.getWantedNanoUsd()));
    }

    static UUID leaseId(SettleRequest request) {
        try {
            return UUID.fromString(request.getLeaseId());
        } catch (IllegalArgumentException malformed) {
            throw LEASE_REQUEST_INVALID.at("lease_id", "A lease id is a UUID");
        }
    }

    static Report report(SettleRequest request) {
        return new Report(Money.ofNanoUsd(request.getSpentNanoUsd()), Money.ofNanoUsd(request.getReservedNanoUsd()));
    }

    static LeaseResponse response(LeaseOutcome outcome) {
        return switch (outcome) {
            case LeaseOutcome.Granted granted -> {
                LeaseGranted.Builder all = LeaseGranted.newBuilder();
                granted.slices().forEach(slice -> all.addSlices(slice(slice)));
                yield LeaseResponse.newBuilder().setGranted(all).build();
            }
            case LeaseOutcome.Exhausted(Purse purse) ->
                LeaseResponse.newBuilder()
                        .setExhausted(exhausted(purse.budget(), purse.period()))
                        .build();
        };
    }

    static SettleResponse response(Lease lease) {
        return SettleResponse.newBuilder()
                .setAmountNanoUsd(lease.granted().nanoUsd())
                .setExpiresAt(timestamp(lease.expiresAt()))
                .build();
    }

    private static LeaseSlice slice(LeaseOutcome.Slice slice) {
        LeaseSlice.Builder message = LeaseSlice.newBuilder()
                .setLeaseId(slice.lease().id().toString())
                .setBudgetId(slice.lease().budgetId().toString())
                .setAmountNanoUsd(slice.lease().granted().nanoUsd())
                .setExpiresAt(timestamp(slice.lease().expiresAt()));
        Instant periodEnd = slice.period().endsAt();
        if (periodEnd != null) {
            message.setPeriodEndsAt(timestamp(periodEnd));
        }
        return message.build();
    }

    private static BudgetExhausted exhausted(Budget budget, BudgetPeriod period) {
        BudgetExhausted.Builder message = BudgetExhausted.newBuilder()
                .setBudgetId(budget.id().toString())
                .setBudgetName(budget.name())
                .setLimitNanoUsd(period.limit().nanoUsd())
                .setRemainingNanoUsd(period.remaining().nanoUsd());
        Instant periodEnd = period.endsAt();
        if (periodEnd != null) {
            message.setResetsAt(timestamp(periodEnd));
        }
        return message.build();
    }

    private static Timestamp timestamp(Instant at) {
        return Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }
}
