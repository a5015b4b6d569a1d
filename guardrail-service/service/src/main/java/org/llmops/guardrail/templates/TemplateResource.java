package org.llmops.guardrail.templates;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.UriBuilder;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyPublishing;
import org.llmops.guardrail.policies.Repertoire;
import org.llmops.guardrail.policies.VersionBody;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;

/** Ready policies over REST. */
@Path("/v1/policy-templates")
@Tag(name = "Policy templates", description = "Ready policies to start from")
class TemplateResource {
    private final Templates templates;
    private final PolicyPublishing publishing;
    private final Repertoire repertoire;
    private final CurrentCaller caller;

    TemplateResource(Templates templates, PolicyPublishing publishing, Repertoire repertoire, CurrentCaller caller) {
        this.templates = templates;
        this.publishing = publishing;
        this.repertoire = repertoire;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Every template, and why each of its rails is there")
    public Page<Template> all() {
        return new Page<>(templates.all(), null);
    }

    @GET
    @Path("{name}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "One template")
    public Template one(@PathParam("name") String name) {
        return templates.named(name);
    }

    @POST
    @Path("{name}/instantiate")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Publishes the template as the next version of a policy",
            description =
                    "Rails can be left out, given other actions and parameters, or all put into shadow. The version"
                            + " screens nothing until it is moved on, and does not change when the template does.")
    @APIResponse(responseCode = "201", description = "The version")
    public Uni<RestResponse<VersionBody>> instantiate(
            @PathParam("name") String name, @NotNull @Valid Instantiation wanted) {
        return publishing
                .publish(
                        caller.get(),
                        new PolicyName(wanted.policy()),
                        wanted.of(templates.named(name)).draft(repertoire))
                .map(VersionBody::of)
                .map(version -> ResponseBuilder.<VersionBody>created(
                                UriBuilder.fromPath("/v1/policies/{name}/versions/{version}")
                                        .build(version.name(), version.version()))
                        .entity(version)
                        .build());
    }
}
