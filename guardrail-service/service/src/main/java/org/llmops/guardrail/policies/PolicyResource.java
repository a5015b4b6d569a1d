package org.llmops.guardrail.policies;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.version.VersionTag;

/** Policies over REST. */
@Path("/v1/policies")
@Tag(name = "Policies", description = "Policies and their immutable versions")
class PolicyResource {
    private final PolicyPublishing publishing;
    private final PolicyBrowsing browsing;
    private final Repertoire repertoire;
    private final CurrentCaller caller;

    PolicyResource(PolicyPublishing publishing, PolicyBrowsing browsing, Repertoire repertoire, CurrentCaller caller) {
        this.publishing = publishing;
        this.browsing = browsing;
        this.repertoire = repertoire;
        this.caller = caller;
    }

    @POST
    @Path("{name}/versions")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Publishes the next version of a policy, creating the policy with its first",
            description = "Versions never change and screen nothing until one is enforced.")
    @APIResponse(responseCode = "201", description = "The version, with its number as the ETag")
    public Uni<RestResponse<VersionBody>> publish(
            @PathParam("name") String name, @NotNull @Valid PublishRequest request) {
        return publishing
                .publish(caller.get(), new PolicyName(name), request.draft(repertoire))
                .map(VersionBody::of)
                .map(version -> VersionTag.tagged(
                        ResponseBuilder.<VersionBody>created(location(version)).entity(version), version.version()));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Policies by name")
    public Uni<Page<PolicyBody>> policies(@Valid @BeanParam PageQuery page) {
        return browsing.policies(caller.get().workspace(), page).map(found -> found.map(PolicyBody::of));
    }

    @GET
    @Path("{name}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "One policy and its latest version's number")
    public Uni<PolicyBody> policy(@PathParam("name") String name) {
        return browsing.policy(caller.get().workspace(), new PolicyName(name)).map(PolicyBody::of);
    }

    @GET
    @Path("{name}/versions")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The versions of a policy, newest first")
    public Uni<Page<VersionBody>> versions(@PathParam("name") String name, @Valid @BeanParam PageQuery page) {
        return browsing.versions(caller.get().workspace(), new PolicyName(name), page)
                .map(found -> found.map(VersionBody::of));
    }

    @GET
    @Path("{name}/versions/{version}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "One version, for ever the same", description = "The ETag is its number.")
    public Uni<RestResponse<VersionBody>> version(
            @PathParam("name") String name,
            @PathParam("version") int number,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return browsing.version(caller.get().workspace(), new PolicyRef(new PolicyName(name), number))
                .map(VersionBody::of)
                .map(version -> VersionTag.answer(ifNoneMatch, version.version(), version));
    }

    private static URI location(VersionBody version) {
        return UriBuilder.fromPath("/v1/policies/{name}/versions/{version}").build(version.name(), version.version());
    }
}
