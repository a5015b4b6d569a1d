package org.llmops.cost.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Dated rates of exchange, which are the same in every workspace. */
@Path("/v1/exchange-rates")
class ExchangeRatesResource {
    private final ExchangeKeeping rates;
    private final CurrentCaller caller;

    ExchangeRatesResource(ExchangeKeeping rates, CurrentCaller caller) {
        this.rates = rates;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary =
                    "Tells rates of exchange, in units of the currency for a dollar; a day's later rate corrects an earlier",
            description =
                    "Calls are priced by the rate of the day they started, or of the last day before it that has one.")
    public Uni<ExchangeKeeping.Taken> tell(
            @NotNull JsonNode document,
            @QueryParam("on_error") @DefaultValue("fail") String onError,
            @QueryParam("dry_run") @DefaultValue("false") boolean dryRun) {
        return rates.take(caller.get(), document, Import.Wish.of(onError, dryRun, null));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The rates that hold, the latest days first")
    public Uni<Page<ExchangeRateView>> list(
            @QueryParam("currency") @Nullable String currency, @Valid @BeanParam PageQuery query) {
        return rates.list(caller.get(), currency, query);
    }
}
