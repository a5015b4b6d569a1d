package org.llmops.prompt.rendering;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.prompt.catalog.PromptName;
import org.llmops.prompt.resolving.PromptResolving;

/** Rendering over REST. */
@Path("/v1/prompts")
@Tag(name = "Resolving", description = "The version that is meant now")
class RenderingResource {
    private final PromptResolving resolving;
    private final CurrentCaller caller;

    RenderingResource(PromptResolving resolving, CurrentCaller caller) {
        this.resolving = resolving;
        this.caller = caller;
    }

    @POST
    @Path("{name}/render")
    @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
    @Operation(
            summary = "Fills in the variables of a version",
            description =
                    "Every variable needs a value and every value a variable; values are never read as templates.")
    @APIResponse(responseCode = "200", description = "What to send to a model")
    @APIResponse(responseCode = "404", description = "PROMPT_UNKNOWN, VERSION_UNKNOWN, LABEL_UNKNOWN")
    @APIResponse(responseCode = "413", description = "RENDERED_TOO_LARGE")
    @APIResponse(responseCode = "422", description = "VARIABLES_MISMATCHED; each variable is named in errors")
    public Uni<RenderedBody> render(@PathParam("name") String name, @NotNull @Valid RenderRequest request) {
        Values values = request.values();
        return resolving
                .resolve(caller.get().workspace(), new PromptName(name), request.selector())
                .map(resolved -> RenderedBody.of(resolved, values));
    }
}
