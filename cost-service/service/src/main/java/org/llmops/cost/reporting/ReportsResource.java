package org.llmops.cost.reporting;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** Reports what lies behind the caller's workspace's spend. */
@Path("/v1/reports")
class ReportsResource {
    private final MoverReports movers;
    private final UnitCostReports unitCosts;
    private final SavingsReports savings;
    private final PromptReports prompts;
    private final ChargebackReports chargeback;
    private final CurrentCaller caller;

    ReportsResource(
            MoverReports movers,
            UnitCostReports unitCosts,
            SavingsReports savings,
            PromptReports prompts,
            ChargebackReports chargeback,
            CurrentCaller caller) {
        this.movers = movers;
        this.unitCosts = unitCosts;
        this.savings = savings;
        this.prompts = prompts;
        this.chargeback = chargeback;
        this.caller = caller;
    }

    @GET
    @Path("/movers")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What costs more or less than in the time before, the largest change first")
    public Uni<Movers> movers(@Valid @BeanParam MoversQuery query) {
        return movers.movers(caller.get().workspace(), query);
    }

    @GET
    @Path("/unit-costs")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What an answer, an end user and a resolved conversation cost")
    public Uni<UnitCosts> unitCosts(
            @QueryParam("group_by") @Parameter(description = "`team`, `app`, or nothing") @Nullable String groupBy,
            @Valid @BeanParam ScopeQuery query) {
        return unitCosts.unitCosts(caller.get().workspace(), query, groupBy);
    }

    @GET
    @Path("/savings")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What caches saved, and routing against always using one model")
    public Uni<Savings> savings(
            @QueryParam("baseline")
                    @Size(max = 300)
                    @Parameter(description = "`provider/model`; the dearest model that was used unless told")
                    @Nullable
                    String baseline,
            @Valid @BeanParam ScopeQuery query) {
        return savings.savings(caller.get().workspace(), query, baseline);
    }

    @GET
    @Path("/prompts")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What versions of prompts cost, beside their scores; `prompt` restricts it to one")
    public Uni<PromptCosts> prompts(@Valid @BeanParam ScopeQuery query) {
        return prompts.prompts(caller.get().workspace(), query);
    }

    @GET
    @Path("/chargeback")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What each team or app is charged with, shared costs split by the rules; adds up exactly")
    public Uni<Chargeback> chargeback(
            @QueryParam("by") @DefaultValue("team") @Parameter(description = "`team` or `app`") String by,
            @Valid @BeanParam ScopeQuery query) {
        return chargeback.chargeback(caller.get().workspace(), query, by);
    }
}
