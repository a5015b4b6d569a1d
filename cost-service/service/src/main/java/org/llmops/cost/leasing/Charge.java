package org.llmops.cost.leasing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.llmops.cost.budgets.Amounts;
import org.llmops.cost.budgets.CallScope;
import org.llmops.platform.identity.WorkspaceId;

/**
 * What a call has taken, to be paid by the budgets it falls under; or the difference by which that was corrected, to be
 * paid by those who paid for the call, or given back to them.
 *
 * @param scope decides which budgets those are
 * @param startedAt decides which period of a budget pays, where no lease does
 * @param amounts negative where a correction takes something back
 * @param shares the leases it was reserved from; a correction has none
 * @param paid in a correction, who paid for the call; empty when the call is new
 */
public record Charge(
        WorkspaceId workspace,
        UUID callId,
        CallScope scope,
        Instant startedAt,
        Amounts amounts,
        List<Share> shares,
        List<Payment> paid) {
    public Charge {
        shares = List.copyOf(shares);
        paid = List.copyOf(paid);
    }

    /**
     * What of the call was reserved from one lease; its budget has another only when one lease was not enough.
     *
     * @param amount in the unit of the lease's budget
     */
    public record Share(UUID lease, long amount) {}
}
