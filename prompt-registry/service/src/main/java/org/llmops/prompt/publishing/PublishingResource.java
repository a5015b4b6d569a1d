package org.llmops.prompt.publishing;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.version.VersionTag;
import org.llmops.prompt.catalog.PromptName;
import org.llmops.prompt.catalog.PromptVersion;
import org.llmops.prompt.catalog.VersionBody;

/** Publishing over REST. */
@Path("/v1/prompts")
@Tag(name = "Prompts", description = "Prompts and their immutable versions")
class PublishingResource {
    private final PromptPublishing publishing;
    private final CurrentCaller caller;

    PublishingResource(PromptPublishing publishing, CurrentCaller caller) {
        this.publishing = publishing;
        this.caller = caller;
    }

    @POST
    @Path("{name}/versions")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Publishes the next version of a prompt, creating the prompt with its first",
            description = """
                    Templates hold variables as {{name}}; \\{{ is a literal {{, and single braces mean themselves.
                    Versions never change: publish another, and move labels to it.""")
    @APIResponse(responseCode = "201", description = "The version, with its number as the ETag")
    @APIResponse(responseCode = "409", description = "KIND_DIFFERS")
    @APIResponse(responseCode = "413", description = "TEMPLATE_TOO_LARGE, CONFIG_TOO_LARGE")
    @APIResponse(responseCode = "422", description = "TEMPLATE_MALFORMED, LABEL_RESERVED, LIMIT_EXCEEDED")
    public Uni<RestResponse<VersionBody>> publish(
            @PathParam("name") String name, @NotNull @Valid PublishRequest request) {
        return publishing
                .publish(caller.get(), request.command(new PromptName(name)))
                .map(version -> VersionTag.tagged(
                        ResponseBuilder.<VersionBody>created(location(version)).entity(VersionBody.of(version)),
                        version.number()));
    }

    private static URI location(PromptVersion version) {
        return UriBuilder.fromPath("/v1/prompts/{name}/versions/{version}")
                .build(version.prompt().value(), version.number());
    }
}
