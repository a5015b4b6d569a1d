package org.llmops.cost.leasing;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import org.llmops.cost.quoting.Quoting;
import org.llmops.cost.v1.BudgetsRequest;
import org.llmops.cost.v1.BudgetsResponse;
import org.llmops.cost.v1.CostService;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.LeaseResponse;
import org.llmops.cost.v1.QuoteRequest;
import org.llmops.cost.v1.QuoteResponse;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.cost.v1.SettleResponse;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** Serves the routers: money to reserve from, and prices. */
@GrpcService
class CostRpc implements CostService {
    private final Leasing leasing;
    private final Quoting quoting;
    private final CurrentCaller caller;

    CostRpc(Leasing leasing, Quoting quoting, CurrentCaller caller) {
        this.leasing = leasing;
        this.quoting = quoting;
        this.caller = caller;
    }

    @Override
    @RolesAllowed(Roles.SERVICE)
    public Uni<BudgetsResponse> budgets(BudgetsRequest request) {
        return leasing.inForce(caller.get().workspace()).map(LeaseWire::response);
    }

    @Override
    @RolesAllowed(Roles.SERVICE)
    public Uni<LeaseResponse> lease(LeaseRequest request) {
        return leasing.take(caller.get().workspace(), LeaseWire.wish(request)).map(LeaseWire::response);
    }

    @Override
    @RolesAllowed(Roles.SERVICE)
    public Uni<SettleResponse> settle(SettleRequest request) {
        return leasing.settle(
                        caller.get().workspace(),
                        LeaseWire.leaseId(request),
                        LeaseWire.report(request),
                        request.getRelease())
                .map(LeaseWire::response);
    }

    @Override
    @RolesAllowed(Roles.SERVICE)
    public Uni<QuoteResponse> quote(QuoteRequest request) {
        return quoting.quote(caller.get().workspace(), request);
    }
}
