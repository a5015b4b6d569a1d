package org.llmops.cost.leasing;

import static org.llmops.cost.CostProblem.LEASE_REQUEST_INVALID;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.cost.budgets.BudgetWire;
import org.llmops.cost.v1.BudgetExhausted;
import org.llmops.cost.v1.BudgetsResponse;
import org.llmops.cost.v1.LeaseGranted;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.LeaseResponse;
import org.llmops.cost.v1.LeaseSlice;
import org.llmops.cost.v1.LeaseWish;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.cost.v1.SettleResponse;

/** Leases as messages. */
final class LeaseWire {
    private LeaseWire() {}

    static TakeSlices wish(LeaseRequest request) {
        return new TakeSlices(
                request.getHolder(),
                request.getWishesList().stream().map(LeaseWire::wish).toList(),
                request.getApp().isEmpty() ? null : request.getApp(),
                request.getAtLeastNanoUsd(),
                request.getWantedNanoUsd());
    }

    private static Wish wish(LeaseWish wish) {
        return new Wish(id("wishes.budget_id", wish.getBudgetId()), wish.getAtLeast(), wish.getWanted());
    }

    static UUID leaseId(SettleRequest request) {
        return id("lease_id", request.getLeaseId());
    }

    private static UUID id(String field, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw LEASE_REQUEST_INVALID.at(field, "An id is a UUID");
        }
    }

    static Report report(SettleRequest request) {
        return new Report(request.getSpentNanoUsd(), request.getReservedNanoUsd(), request.getUnrecordedNanoUsd());
    }

    static BudgetsResponse response(Leasing.BudgetsInForce known) {
        return BudgetsResponse.newBuilder()
                .addAllBudgets(known.budgets().stream().map(BudgetWire::inForce).toList())
                .putAllTeamOfApp(known.teamOfApp())
                .build();
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

    static SettleResponse response(Leasing.Settled settled) {
        Lease lease = settled.lease();
        return SettleResponse.newBuilder()
                .setAmountNanoUsd(lease.granted())
                .setExpiresAt(timestamp(lease.expiresAt()))
                .setLastsMs(lasts(settled.at(), lease))
                .setState(BudgetWire.state(settled.standing()))
                .build();
    }

    private static LeaseSlice slice(LeaseOutcome.Slice slice) {
        Lease lease = slice.lease();
        LeaseSlice.Builder message = LeaseSlice.newBuilder()
                .setLeaseId(lease.id().toString())
                .setBudgetId(lease.budgetId().toString())
                .setAmountNanoUsd(lease.granted())
                .setExpiresAt(timestamp(lease.expiresAt()))
                .setLastsMs(lasts(lease.grantedAt(), lease))
                .setState(
                        BudgetWire.state(slice.period().standing(slice.budget().thresholds())));
        Instant periodEnd = slice.period().endsAt();
        if (periodEnd != null) {
            message.setPeriodEndsAt(timestamp(periodEnd));
        }
        return message.build();
    }

    private static long lasts(Instant from, Lease lease) {
        return Math.max(Duration.between(from, lease.expiresAt()).toMillis(), 0);
    }

    private static BudgetExhausted exhausted(Budget budget, BudgetPeriod period) {
        BudgetExhausted.Builder message = BudgetExhausted.newBuilder()
                .setBudgetId(budget.id().toString())
                .setBudgetName(budget.name())
                .setUnit(BudgetWire.unit(budget.unit()))
                .setLimitNanoUsd(period.limit())
                .setRemainingNanoUsd(period.remaining());
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
