package org.llmops.cost.rollups;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.llmops.cost.Moment;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** Has the sums of a workspace made anew. */
@Path("/v1/rollup-rebuilds")
class RebuildsResource {
    private final Rebuilding rebuilding;
    private final CurrentCaller caller;

    RebuildsResource(Rebuilding rebuilding, CurrentCaller caller) {
        this.rebuilding = rebuilding;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Makes the sums of some days anew from the ledger, in the background")
    public Uni<RestResponse<Rebuild>> request(@Valid @NotNull Days days) {
        return rebuilding
                .request(caller.get(), Moment.parse("from", days.from()), Moment.parse("to", days.to()))
                .map(rebuild -> RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, rebuild)
                        .location(URI.create("/v1/rollup-rebuilds/" + rebuild.id()))
                        .build());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "How far a rebuild has got")
    public Uni<Rebuild> get(@RestPath UUID id) {
        return rebuilding.get(caller.get().workspace(), id);
    }

    /**
     * Which days.
     *
     * @param from the first day in UTC, or a time in it
     * @param to the first day after, or a time in the last one
     */
    @RegisterForReflection
    record Days(@NotNull String from, @NotNull String to) {}
}
