package org.llmops.router.routes;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Transactions;
import org.llmops.router.changes.VersionTag;
import org.llmops.router.routes.document.DocumentSchema;
import org.llmops.router.routes.document.DocumentText;

/** Routes over REST. */
@Path("/admin/v1/routes")
@Tag(name = "Routes")
class RouteResource {
    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    private static final String YAML = "application/yaml";

    private final Vertx vertx;
    private final RoutePublishing publishing;
    private final StoredRoutes routes;
    private final Transactions transactions;
    private final CurrentCaller callers;

    RouteResource(
            Vertx vertx,
            RoutePublishing publishing,
            StoredRoutes routes,
            Transactions transactions,
            CurrentCaller callers) {
        this.vertx = vertx;
        this.publishing = publishing;
        this.routes = routes;
        this.transactions = transactions;
        this.callers = callers;
    }

    @GET
    @Path("schema")
    @Produces("application/schema+json")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Read the JSON Schema of route documents")
    public byte[] schema() {
        return DocumentSchema.json();
    }

    @POST
    @Path("{name}/versions")
    @Consumes({MediaType.APPLICATION_JSON, YAML})
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Publish a version of a route",
            description =
                    "It is in force at once. The body is a route document, as GET /admin/v1/routes/schema describes it.")
    public Uni<RestResponse<VersionView>> publish(
            @RestPath @Pattern(regexp = NAME, message = "must be 1 to 63 of a-z, 0-9, '.', '_', '-'") String name,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
            @NotNull byte[] document) {
        Caller caller = callers.get();
        return aside(() -> {
                    DocumentText text = DocumentText.read(document, isYaml(type));
                    return new PublishRoute(caller, name, text, text.parse());
                })
                .chain(publishing::publish)
                .map(version -> RestResponse.ResponseBuilder.<VersionView>created(
                                URI.create("/admin/v1/routes/" + name + "/versions/" + version.version()))
                        .entity(VersionView.of(version))
                        .tag(VersionTag.of(version.version()))
                        .build());
    }

    /** The first condition that is ever compiled takes long. */
    private <T> Uni<T> aside(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }

    private static boolean isYaml(String type) {
        return type.toLowerCase(Locale.ROOT).startsWith(YAML);
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
        return readEvenRemoved(
                name,
                session -> route -> routes.versions(session, route, page).map(found -> found.map(VersionView::of)));
    }

    @GET
    @Path("{name}/versions/{version}")
    @RolesAllowed(Roles.VIEWER)
    @Produces({MediaType.APPLICATION_JSON, YAML + ";qs=0.5"})
    @Operation(
            summary = "Read a version of a route; it never changes",
            description = "As YAML: the document alone, and what was published as YAML to the letter.")
    public Uni<Response> version(
            @RestPath String name,
            @RestPath int version,
            @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept,
            @Context Request request) {
        return readEvenRemoved(name, session -> route -> routes.version(session, route, version))
                .map(found -> tagged(found, accept, request));
    }

    @GET
    @Path("{name}/current")
    @RolesAllowed(Roles.VIEWER)
    @Produces({MediaType.APPLICATION_JSON, YAML + ";qs=0.5"})
    @Operation(summary = "Read the version in force")
    public Uni<Response> current(
            @RestPath String name, @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept, @Context Request request) {
        return read(name, session -> route -> routes.version(session, route, route.currentVersion()))
                .map(found -> tagged(found, accept, request));
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Remove a route",
            description = "Calls that name it are refused from now on. Its versions stay readable, as calls name them. "
                    + "Refused while another route depends on it.")
    public Uni<Void> remove(@RestPath String name, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return publishing.remove(callers.get(), name, VersionTag.parse(ifMatch));
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

    private <T> Uni<T> readEvenRemoved(String name, Function<Mutiny.Session, Function<Route, Uni<T>>> work) {
        WorkspaceId workspace = callers.get().workspace();
        return transactions.read(
                workspace,
                session -> routes.getEvenRemoved(session, workspace, name)
                        .chain(route -> work.apply(session).apply(route)));
    }

    private static Response tagged(StoredVersion version, @Nullable String accept, Request request) {
        boolean yaml = accept != null && isYaml(accept);
        // Two forms of one version are two things to a cache.
        EntityTag tag = yaml ? new EntityTag(version.version() + "-yaml") : VersionTag.of(version.version());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return unchanged.build();
        }
        Response.ResponseBuilder answer = yaml
                ? Response.ok(version.text().asYaml(), YAML)
                : Response.ok(VersionView.of(version), MediaType.APPLICATION_JSON);
        return answer.tag(tag).header(HttpHeaders.VARY, HttpHeaders.ACCEPT).build();
    }

    /** Names the version to put in force. */
    record MoveRequest(@NotNull @Min(1) Integer version) {}
}
