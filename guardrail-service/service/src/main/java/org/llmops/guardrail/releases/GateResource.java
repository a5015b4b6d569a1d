package org.llmops.guardrail.releases;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** The gates of all policies over REST. */
@Path("/v1/release-gates")
@Tag(name = "Releases", description = "How versions come into force and out of it")
class GateResource {
    private final Gating gating;
    private final CurrentCaller caller;

    GateResource(Gating gating, CurrentCaller caller) {
        this.gating = gating;
        this.caller = caller;
    }

    @PUT
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Sets what every version of every policy must pass before it is enforced",
            description = "A policy may have gates of its own beside these: both must be passed.")
    public Uni<GateSettings> set(@NotNull @Valid Gates gates) {
        return gating.set(caller.get(), GateSettings.ALL, gates);
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The gates of all policies")
    public Uni<GateSettings> show() {
        return gating.show(caller.get().workspace(), GateSettings.ALL);
    }

    @DELETE
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Removes the gates of all policies; those of single policies stay")
    public Uni<Void> remove() {
        return gating.remove(caller.get(), GateSettings.ALL);
    }
}
