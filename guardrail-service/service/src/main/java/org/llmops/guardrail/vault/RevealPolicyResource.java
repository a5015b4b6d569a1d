package org.llmops.guardrail.vault;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Reveal policies over REST. */
@Path("/v1/vault/reveal-policies")
@Tag(name = "Vault", description = "Values behind pseudonyms, and who may have them back")
class RevealPolicyResource {
    private final RevealPolicyKeeping policies;
    private final CurrentCaller caller;

    RevealPolicyResource(RevealPolicyKeeping policies, CurrentCaller caller) {
        this.policies = policies;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Reveal policies by name")
    public Uni<Page<RevealPolicyBody>> list(@Valid @BeanParam PageQuery page) {
        return policies.list(caller.get().workspace(), page).map(found -> found.map(RevealPolicyBody::of));
    }

    @GET
    @Path("{name}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "A reveal policy")
    public Uni<RevealPolicyBody> get(@PathParam("name") String name) {
        return policies.get(caller.get().workspace(), name).map(RevealPolicyBody::of);
    }

    @PUT
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Says who may have which values back",
            description = "Policies add up, and without any nobody gets anything. Holds at once here, and in all"
                    + " instances after a second.")
    public Uni<RevealPolicyBody> put(@PathParam("name") String name, @NotNull @Valid RevealPolicyRequest request) {
        return policies.put(caller.get(), name, request.terms()).map(RevealPolicyBody::of);
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Takes back what the policy allowed")
    public Uni<Void> remove(@PathParam("name") String name) {
        return policies.remove(caller.get(), name);
    }
}
