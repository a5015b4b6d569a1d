package org.llmops.guardrail.reviews;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** The way back for demoted rules, over REST. */
@Path("/v1/policies")
@Tag(name = "Reviews")
class PromotionResource {
    private final Reviewing reviewing;
    private final CurrentCaller caller;

    PromotionResource(Reviewing reviewing, CurrentCaller caller) {
        this.reviewing = reviewing;
        this.caller = caller;
    }

    /** Why a rule counts again. */
    @Schema(name = "PromotionRequest")
    record PromotionRequest(@NotBlank @Size(max = 1000) String why) {}

    @POST
    @Path("{name}/versions/{version}/rules/{rule}/promote")
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Has a demoted rule count again")
    public Uni<Void> promote(
            @PathParam("name") String name,
            @PathParam("version") int version,
            @PathParam("rule") String rule,
            @NotNull @Valid PromotionRequest request) {
        return reviewing.promote(caller.get(), new PolicyName(name).value(), version, rule, request.why());
    }
}
