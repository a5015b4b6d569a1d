package org.llmops.cost.leasing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/**
 * What a call has cost, to be paid by the budgets it falls under; or the difference by which that was corrected, to be
 * paid by those who paid for the call, or given back to them.
 *
 * @param app the application that called; absent when none did
 * @param startedAt decides which period of a budget pays, where no lease does
 * @param cost negative only in a correction
 * @param shares the leases it was reserved from
 * @param paid in a correction, who paid for the call; empty when the call is new
 */
public record Charge(
        WorkspaceId workspace,
        UUID callId,
        @Nullable String app,
        Instant startedAt,
        Money cost,
        List<Share> shares,
        List<Payment> paid) {
    public Charge {
        shares = List.copyOf(shares);
        paid = List.copyOf(paid);
    }

    /** What of the call was reserved from one lease; its budget has another only when one lease was not enough. */
    public record Share(UUID lease, Money amount) {}
}
