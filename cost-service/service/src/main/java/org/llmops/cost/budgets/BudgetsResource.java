package org.llmops.cost.budgets;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Manages the budgets of the caller's workspace. */
@Path("/v1/budgets")
class BudgetsResource {
    private final BudgetKeeping budgets;
    private final CurrentCaller caller;

    BudgetsResource(BudgetKeeping budgets, CurrentCaller caller) {
        this.budgets = budgets;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Creates a budget; it counts what its period has cost so far")
    public Uni<RestResponse<BudgetView>> create(@Valid @NotNull BudgetRequest request) {
        return budgets.create(caller.get(), request)
                .map(budget -> RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, budget)
                        .location(URI.create("/v1/budgets/" + budget.id()))
                        .build());
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The budgets by name, with what is left of each")
    public Uni<Page<BudgetView>> list(@Valid @BeanParam PageQuery query) {
        return budgets.list(caller.get().workspace(), query);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "A budget, with what is left of it")
    public Uni<BudgetView> get(@RestPath UUID id) {
        return budgets.get(caller.get().workspace(), id);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary =
                    "Changes a budget's name, limit, carry-over, thresholds and what happens beyond it; the limit not below what is spent; not its unit, period or scope")
    public Uni<BudgetView> change(@RestPath UUID id, @Valid @NotNull BudgetRequest request) {
        return budgets.change(caller.get(), id, request);
    }

    @PUT
    @Path("/{id}/override")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Raises a budget's limit until a moment")
    public Uni<BudgetView> override(@RestPath UUID id, @Valid @NotNull OverrideRequest request) {
        return budgets.override(caller.get(), id, request);
    }

    @DELETE
    @Path("/{id}/override")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Lets a budget's usual limit hold again")
    public Uni<BudgetView> endOverride(@RestPath UUID id) {
        return budgets.endOverride(caller.get(), id);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @ResponseStatus(204)
    @Operation(summary = "Removes a budget: its limit no longer holds")
    public Uni<Void> remove(@RestPath UUID id) {
        return budgets.remove(caller.get(), id);
    }
}
