package org.llmops.router.providers;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** The keys that protect credentials, over REST. */
@Path("/admin/v1/credential-keys")
@Tag(name = "Providers")
class CredentialKeyResource {
    private final Rewrapping rewrapping;
    private final CurrentCaller callers;

    CredentialKeyResource(Rewrapping rewrapping, CurrentCaller callers) {
        this.rewrapping = rewrapping;
        this.callers = callers;
    }

    @POST
    @Path("rewrap")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Bring the workspace's credentials under the current key",
            description = "Happens by itself too, every `llmops.providers.rewrap-every`.")
    public Uni<Rewrapping.Report> rewrap() {
        return rewrapping.in(callers.get());
    }
}
