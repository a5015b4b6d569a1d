package org.llmops.router.limits;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Transactions;

/** Limits over REST. */
@Path("/admin/v1/limits")
@Tag(name = "Limits")
class LimitResource {
    private final LimitKeeping keeping;
    private final StoredLimits limits;
    private final Transactions transactions;
    private final CurrentCaller callers;

    LimitResource(LimitKeeping keeping, StoredLimits limits, Transactions transactions, CurrentCaller callers) {
        this.keeping = keeping;
        this.limits = limits;
        this.transactions = transactions;
        this.callers = callers;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Set a limit", description = """
                    The amount may be used at once and comes back evenly over the window. Every limit that applies to a call must \
                    have room; one set for a name stands in place of that for `*` with the same unit and window. A model is meant by \
                    any of its names, `<provider>/<model>` or plain, and a route by `route:<name>`. Calls that name no end user are not \
                    bounded by limits on end users.""")
    public Uni<RestResponse<LimitView>> set(@NotNull @Valid LimitRequest request) {
        return keeping.set(callers.get(), request.definition())
                .map(limit -> RestResponse.ResponseBuilder.<LimitView>created(
                                URI.create("/admin/v1/limits/" + limit.id()))
                        .entity(LimitView.of(limit))
                        .build());
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "List limits, oldest first")
    public Uni<Page<LimitView>> list(@Valid @BeanParam PageQuery page) {
        WorkspaceId workspace = callers.get().workspace();
        return transactions
                .read(workspace, session -> limits.page(session, workspace, page))
                .map(found -> found.map(LimitView::of));
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Read a limit")
    public Uni<LimitView> get(@RestPath String id) {
        WorkspaceId workspace = callers.get().workspace();
        return transactions
                .read(workspace, session -> limits.get(session, workspace, id))
                .map(LimitView::of);
    }

    @PUT
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Change a limit", description = "What was used so far stays used.")
    public Uni<LimitView> change(@RestPath String id, @NotNull @Valid LimitRequest request) {
        return keeping.change(callers.get(), id, request.definition()).map(LimitView::of);
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Lift a limit")
    public Uni<Void> lift(@RestPath String id) {
        return keeping.lift(callers.get(), id);
    }
}
