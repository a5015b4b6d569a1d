package org.llmops.router.reserve;

import io.smallrye.mutiny.Uni;
import org.llmops.cost.v1.BudgetsResponse;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.LeaseResponse;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.cost.v1.SettleResponse;
import org.llmops.platform.identity.WorkspaceId;

/** Where slices of budgets come from and go back to. */
interface Leases {
    /** Which budgets there are. */
    Uni<BudgetsResponse> budgets(WorkspaceId workspace);

    Uni<LeaseResponse> lease(WorkspaceId workspace, LeaseRequest request);

    /** Fails with {@link LeaseLost} when the lease is not known any more. */
    Uni<SettleResponse> settle(WorkspaceId workspace, SettleRequest request);
}
