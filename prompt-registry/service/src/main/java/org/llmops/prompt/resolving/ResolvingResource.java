package org.llmops.prompt.resolving;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.version.VersionTag;
import org.llmops.prompt.catalog.PromptName;
import org.llmops.prompt.catalog.VersionBody;

/** Resolving over REST. */
@Path("/v1/prompts")
@Tag(name = "Resolving", description = "The version that is meant now")
class ResolvingResource {
    private final PromptResolving resolving;
    private final CurrentCaller caller;

    ResolvingResource(PromptResolving resolving, CurrentCaller caller) {
        this.resolving = resolving;
        this.caller = caller;
    }

    @GET
    @Path("{name}/resolve")
    @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
    @Operation(
            summary = "Finds one version, by number or by label",
            description = "The ETag is the version: with If-None-Match the answer is 304 until the label moves.")
    @APIResponse(responseCode = "200", description = "The version, with its number as the ETag")
    @APIResponse(responseCode = "304", description = "It is the one named in If-None-Match")
    @APIResponse(responseCode = "404", description = "PROMPT_UNKNOWN, VERSION_UNKNOWN, LABEL_UNKNOWN")
    public Uni<RestResponse<VersionBody>> resolve(
            @PathParam("name") String name,
            @QueryParam("version") @Nullable String version,
            @QueryParam("label")
                    @Parameter(description = "`production` unless given; `latest` always is the newest version")
                    @Nullable
                    String label,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return resolving
                .resolve(caller.get().workspace(), new PromptName(name), Selector.of(Selector.number(version), label))
                .map(resolved -> VersionTag.answer(
                        ifNoneMatch,
                        resolved.version().number(),
                        VersionBody.of(resolved.version(), resolved.label())));
    }
}
