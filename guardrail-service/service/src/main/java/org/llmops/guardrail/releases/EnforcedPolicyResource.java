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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.llmops.guardrail.enforcing.Place;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** The policy in force in the whole workspace over REST: the short way, for who needs no other place. */
@Path("/v1/enforced-policy")
@Tag(name = "Enforced policy", description = "The version that screens the workspace's calls")
class EnforcedPolicyResource {
    private final Releasing releasing;
    private final Attaching attaching;
    private final ReleaseReading reading;
    private final CurrentCaller caller;

    EnforcedPolicyResource(Releasing releasing, Attaching attaching, ReleaseReading reading, CurrentCaller caller) {
        this.releasing = releasing;
        this.attaching = attaching;
        this.reading = reading;
        this.caller = caller;
    }

    @PUT
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Puts a version in force, instead of the one before",
            description = "Screens every call of the workspace from now on, in all instances after a second.")
    @APIResponse(responseCode = "200", description = "What is in force")
    @APIResponse(responseCode = "412", description = "GATES_UNMET: what the version's gates miss")
    public Uni<EnforcedPolicyBody> enforce(@NotNull @Valid EnforceRequest request) {
        return releasing
                .enforceEverywhere(caller.get(), request.ref())
                .chain(attached -> reading.enforced(caller.get().workspace()));
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
    @Operation(summary = "The version in force, and who put it in force when")
    public Uni<EnforcedPolicyBody> show() {
        return reading.enforced(caller.get().workspace());
    }

    @DELETE
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Screens no call of the workspace any more, but where narrower places have policies")
    public Uni<Void> release() {
        return attaching.detach(caller.get(), Place.WORKSPACE, Place.EVERYWHERE);
    }
}
