package org.llmops.router.routes;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Transactions;
import org.llmops.router.changes.VersionTag;

/** Routes over REST. */
@Path("/admin/v1/routes")
@Tag(name = "Routes")
class RouteResource {
    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    private final RoutePublishing publishing;
    private final StoredRoutes routes;
    private final Transactions transactions;
    private final CurrentCaller callers;

    RouteResource(RoutePublishing publishing, StoredRoutes routes, Transactions transactions, CurrentCaller callers) {
        this.publishing = publishing;
        this.routes = routes;
        this.transactions = transactions;
        this.callers = callers;
    }

    @POST
    @Path("{name}/versions")
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Publish a version of a route", description = "It is in force at once.")
    public Uni<RestResponse<VersionView>> publish(
            @RestPath @Pattern(regexp = NAME, message = "must be 1 to 63 of a-z, 0-9, '.', '_', '-'") String name,
            @NotNull @Valid RouteRequest request) {
        return publishing
                .publish(request.command(callers.get(), name))
                .map(version -> RestResponse.ResponseBuilder.<VersionView>created(
                                URI.create("/admin/v1/routes/" + name + "/versions/" + version.version()))
                        .entity(VersionView.of(version))
                        .tag(VersionTag.of(version.version()))
                        .build());
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "List routes with their versions in force, by name")
    public Uni<Page<RouteView>> list(@Valid @BeanParam PageQuery page) {
        WorkspaceId workspace = callers.get().workspace();
        return transactions
                .read(workspace, session -> routes.page(session, workspace, page))
                .map(found -> found.map(RouteView::of));
    }

    @GET
    @Path("{name}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Read a route with its version in force")
    public Uni<RouteView> get(@RestPath String name) {
        return read(
                name,
                session -> route -> routes.version(session, route, route.currentVersion())
                        .map(current -> RouteView.of(route, current)));
    }

    @GET
    @Path("{name}/versions")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "List the versions of a route, newest first")
    public Uni<Page<VersionView>> versions(@RestPath String name, @Valid @BeanParam PageQuery page) {
        return read(
                name,
                session -> route -> routes.versions(session, route, page).map(found -> found.map(VersionView::of)));
    }

    @GET
    @Path("{name}/versions/{version}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Read a version of a route; it never changes")
    public Uni<Response> version(@RestPath String name, @RestPath int version, @Context Request request) {
        return read(name, session -> route -> routes.version(session, route, version))
                .map(found -> tagged(found, request));
    }

    @GET
    @Path("{name}/current")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Read the version in force")
    public Uni<Response> current(@RestPath String name, @Context Request request) {
        return read(name, session -> route -> routes.version(session, route, route.currentVersion()))
                .map(found -> tagged(found, request));
    }

    @PUT
    @Path("{name}/current")
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Put a version in force", description = "It may be an older one: this is how to roll back.")
    public Uni<RestResponse<VersionView>> move(
            @RestPath String name,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid MoveRequest request) {
        return publishing
                .move(callers.get(), name, request.version(), VersionTag.parse(ifMatch))
                .map(version -> RestResponse.ResponseBuilder.<VersionView>ok()
                        .entity(VersionView.of(version))
                        .tag(VersionTag.of(version.version()))
                        .build());
    }

    private <T> Uni<T> read(String name, Function<Mutiny.Session, Function<Route, Uni<T>>> work) {
        WorkspaceId workspace = callers.get().workspace();
        return transactions.read(
                workspace,
                session -> routes.get(session, workspace, name)
                        .chain(route -> work.apply(session).apply(route)));
    }

    private static Response tagged(StoredVersion version, Request request) {
        EntityTag tag = VersionTag.of(version.version());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(VersionView.of(version)).tag(tag) : unchanged).build();
    }

    /** Names the version to put in force. */
    record MoveRequest(@NotNull @Min(1) Integer version) {}
}
