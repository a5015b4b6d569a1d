package org.llmops.router.reserve;

import io.grpc.Status;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import org.llmops.cost.v1.BudgetsRequest;
import org.llmops.cost.v1.BudgetsResponse;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.LeaseResponse;
import org.llmops.cost.v1.MutinyCostServiceGrpc.MutinyCostServiceStub;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.cost.v1.SettleResponse;
import org.llmops.platform.identity.WorkspaceHeader;
import org.llmops.platform.identity.WorkspaceId;

/** Leases from the cost service over gRPC. */
@Singleton
class CostServiceLeases implements Leases {
    private static final Set<Status.Code> LOST = Set.of(Status.Code.NOT_FOUND, Status.Code.FAILED_PRECONDITION);
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final MutinyCostServiceStub costs;

    CostServiceLeases(@GrpcClient("cost-service") MutinyCostServiceStub costs) {
        this.costs = costs;
    }

    @Override
    public Uni<BudgetsResponse> budgets(WorkspaceId workspace) {
        return WorkspaceHeader.on(costs, workspace)
                .budgets(BudgetsRequest.getDefaultInstance())
                .ifNoItem()
                .after(DEADLINE)
                .fail();
    }

    @Override
    public Uni<LeaseResponse> lease(WorkspaceId workspace, LeaseRequest request) {
        return WorkspaceHeader.on(costs, workspace)
                .lease(request)
                .ifNoItem()
                .after(DEADLINE)
                .fail();
    }

    @Override
    public Uni<SettleResponse> settle(WorkspaceId workspace, SettleRequest request) {
        return WorkspaceHeader.on(costs, workspace)
                .settle(request)
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .onFailure(
                        failure -> LOST.contains(Status.fromThrowable(failure).getCode()))
                .transform(LeaseLost::new);
    }
}
