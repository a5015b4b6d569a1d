package org.llmops.cost.alerts;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** The alerts of the caller's workspace. */
@Path("/v1/alerts")
class AlertsResource {
    private final AlertKeeping alerts;
    private final CurrentCaller caller;

    AlertsResource(AlertKeeping alerts, CurrentCaller caller) {
        this.alerts = alerts;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Alerts, latest first")
    public Uni<Page<AlertView>> list(@BeanParam AlertQuery which, @Valid @BeanParam PageQuery query) {
        return alerts.list(caller.get().workspace(), which, query);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "An alert")
    public Uni<AlertView> get(@RestPath UUID id) {
        return alerts.get(caller.get().workspace(), id);
    }

    @POST
    @Path("/{id}/acknowledge")
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Takes an alert on: it is told again only if it gets worse")
    public Uni<AlertView> acknowledge(@RestPath UUID id) {
        return alerts.acknowledge(caller.get(), id);
    }

    @POST
    @Path("/{id}/resolve")
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Says that it is over: the next signal about its subject is a new alert")
    public Uni<AlertView> resolve(@RestPath UUID id) {
        return alerts.resolve(caller.get(), id);
    }
}
