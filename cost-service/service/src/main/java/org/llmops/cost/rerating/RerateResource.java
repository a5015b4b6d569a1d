package org.llmops.cost.rerating;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Transactions;

/** Prices calls of the caller's workspace anew. */
@Path("/v1/reratings")
class RerateResource {
    private final RequestingReratings requesting;
    private final Transactions transactions;
    private final Reratings reratings;
    private final CurrentCaller caller;

    RerateResource(
            RequestingReratings requesting, Transactions transactions, Reratings reratings, CurrentCaller caller) {
        this.requesting = requesting;
        this.transactions = transactions;
        this.reratings = reratings;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Prices a time's calls anew and appends what differs; it runs on after the answer")
    public Uni<RestResponse<ReratingView>> request(@Valid @NotNull RerateCalls wish) {
        return requesting
                .request(caller.get(), wish)
                .map(view -> RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, view)
                        .location(URI.create("/v1/reratings/" + view.id()))
                        .build());
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Re-ratings, latest first, without their lines")
    public Uni<Page<ReratingView>> list(@Valid @BeanParam PageQuery query) {
        WorkspaceId workspace = caller.get().workspace();
        List<String> cursor = query.after(1);
        UUID after = cursor.isEmpty() ? null : Cursor.read(cursor.getFirst(), UUID::fromString);
        return transactions
                .read(workspace, session -> reratings.page(session, workspace, after, query.limitAndOneMore()))
                .map(found -> Page.of(
                                found,
                                query.limit(),
                                rerating -> Cursor.encode(rerating.id().toString()))
                        .map(rerating -> rerating.view(List.of())));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "How far a re-rating has come, and what it found by model and rule")
    public Uni<ReratingView> get(@RestPath UUID id) {
        WorkspaceId workspace = caller.get().workspace();
        return transactions.read(
                workspace,
                session -> reratings
                        .get(session, workspace, id)
                        .chain(rerating -> reratings.lines(session, rerating).map(rerating::view)));
    }
}
