package org.llmops.cost.forecast;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.llmops.cost.budgets.BudgetUnit;
import org.llmops.cost.rollups.Dimension;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** Foresees the spend of the caller's workspace. */
@Path("/v1/forecast")
class ForecastResource {
    private final SpendForecast forecast;
    private final CurrentCaller caller;
    private final Clock clock;

    ForecastResource(SpendForecast forecast, CurrentCaller caller, Clock clock) {
        this.forecast = forecast;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What calls will cost by then, how sure that is, and how well it would have been foreseen")
    public Uni<ForecastView> spend(@Valid @BeanParam ForecastQuery query) {
        Map<Dimension, String> scope = Scopes.of(query.scope());
        return forecast.look(caller.get().workspace(), scope, BudgetUnit.USD, query.until(clock.instant()))
                .map(history -> ForecastView.of(scope, history, query.coverage));
    }
}
