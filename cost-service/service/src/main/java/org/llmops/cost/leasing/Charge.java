package org.llmops.cost.leasing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/**
 * What a call has cost, to be paid by the budgets it falls under.
 *
 * @param app the application that called; absent when none did
 * @param startedAt decides which period of a budget pays, where no lease does
 * @param shares the leases it was reserved from
 */
public record Charge(
        WorkspaceId workspace, UUID callId, @Nullable String app, Instant startedAt, Money cost, List<Share> shares) {
    public Charge {
        shares = List.copyOf(shares);
    }

    /** What of the call was reserved from one lease; its budget has another only when one lease was not enough. */
    public record Share(UUID lease, Money amount) {}
}
