package org.llmops.cost.forecast;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** Foresees whether the budgets of the caller's workspace will last. */
@Path("/v1/budgets/{id}/forecast")
class BudgetForecastResource {
    private final BudgetForecasting budgets;
    private final CurrentCaller caller;

    BudgetForecastResource(BudgetForecasting budgets, CurrentCaller caller) {
        this.budgets = budgets;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What a budget's period will come to, when it is used up, and how sure that is")
    public Uni<BudgetForecastView> budget(
            @RestPath UUID id,
            @QueryParam("coverage") @DefaultValue("0.8") @DecimalMin("0.5") @DecimalMax("0.98") BigDecimal coverage) {
        return budgets.of(caller.get().workspace(), id)
                .map(outlook -> BudgetForecastView.of(outlook.budget(), outlook, coverage));
    }
}
