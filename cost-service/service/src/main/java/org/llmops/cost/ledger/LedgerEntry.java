package org.llmops.cost.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.leasing.Payment;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/**
 * One entry of the ledger, never changed. Costs and tokens add up over all kinds of entries: a correction carries the
 * difference, an adjustment what no call stands for.
 *
 * @param id a call's own, where it is the call
 * @param callId absent for an adjustment
 * @param revision 0 for a call, and counted from 1 for its corrections
 * @param reason absent for a call
 * @param cause the re-rating or invoice that made it, as a path; absent for a call
 * @param startedAt when the call started, for its corrections too: spend belongs to the time it was caused in
 * @param routerCost what the router said it cost; 0 where no router said anything
 * @param payments which budgets' periods paid, and from which leases
 */
public record LedgerEntry(
        WorkspaceId workspace,
        UUID id,
        EntryKind kind,
        @Nullable UUID callId,
        int revision,
        @Nullable Reason reason,
        @Nullable String cause,
        Instant startedAt,
        Instant recordedAt,
        CallFacts facts,
        Used used,
        Costing costing,
        Money routerCost,
        List<Payment> payments) {
    public LedgerEntry {
        payments = List.copyOf(payments);
        requireShape(kind, id, callId, revision, reason);
    }

    /** What adds up. */
    public Money cost() {
        return costing.cost();
    }

    /** How many calls it stands for: what corrects a call is no second one. */
    public int calls() {
        return kind == EntryKind.CALL ? 1 : 0;
    }

    /** The service's own figure counts; a difference to the router's shows that one of them has an old price book. */
    public boolean differsFromRouter() {
        return kind == EntryKind.CALL && !cost().equals(routerCost);
    }

    /** Copies of calls are paid by the operator. */
    public boolean isPaidByBudgets() {
        return facts.copyOf() == null;
    }

    LedgerEntry paidBy(List<Payment> paid) {
        return new LedgerEntry(
                workspace,
                id,
                kind,
                callId,
                revision,
                reason,
                cause,
                startedAt,
                recordedAt,
                facts,
                used,
                costing,
                routerCost,
                paid);
    }

    /** The same, of a team. */
    LedgerEntry inTeam(@Nullable String team) {
        return new LedgerEntry(
                workspace,
                id,
                kind,
                callId,
                revision,
                reason,
                cause,
                startedAt,
                recordedAt,
                facts.in(team),
                used,
                costing,
                routerCost,
                payments);
    }

    private static void requireShape(
            EntryKind kind, UUID id, @Nullable UUID callId, int revision, @Nullable Reason reason) {
        boolean shaped = switch (kind) {
            case CALL -> id.equals(callId) && revision == 0 && reason == null;
            case CORRECTION -> callId != null && revision > 0 && reason != null;
            case ADJUSTMENT -> callId == null && revision == 0 && reason != null;
        };
        if (!shaped) {
            throw new IllegalArgumentException("This is no " + kind.label() + ": " + id + " of " + callId);
        }
    }
}
