package org.llmops.guardrail.enforcing;

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

/** The policy in force over REST. */
@Path("/v1/enforced-policy")
@Tag(name = "Enforced policy", description = "The version that screens the workspace's calls")
class EnforcedPolicyResource {
    private final PolicyEnforcement enforcement;
    private final CurrentCaller caller;

    EnforcedPolicyResource(PolicyEnforcement enforcement, CurrentCaller caller) {
        this.enforcement = enforcement;
        this.caller = caller;
    }

    @PUT
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Puts a version in force, instead of the one before",
            description = "Screens every call of the workspace from now on, in all instances after a second.")
    public Uni<EnforcedPolicyBody> enforce(@NotNull @Valid EnforceRequest request) {
        return enforcement.enforce(caller.get(), request.ref()).map(EnforcedPolicyBody::of);
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
    @Operation(summary = "The version in force, and who put it in force when")
    public Uni<EnforcedPolicyBody> show() {
        return enforcement.show(caller.get().workspace()).map(EnforcedPolicyBody::of);
    }

    @DELETE
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Screens no call of the workspace any more")
    public Uni<Void> release() {
        return enforcement.release(caller.get());
    }
}
