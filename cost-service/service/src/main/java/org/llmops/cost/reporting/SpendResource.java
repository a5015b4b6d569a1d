package org.llmops.cost.reporting;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** Reports what the caller's workspace spends. */
@Path("/v1/spend")
class SpendResource {
    private final SpendReports reports;
    private final CurrentCaller caller;

    SpendResource(SpendReports reports, CurrentCaller caller) {
        this.reports = reports;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What calls cost, by time and by whatever tells them apart; the last 30 days unless told")
    public Uni<Spend> spend(@Valid @BeanParam SpendQuery query) {
        return reports.spend(caller.get().workspace(), query);
    }
}
