package org.llmops.prompt.browsing;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.version.VersionTag;
import org.llmops.prompt.catalog.PromptName;
import org.llmops.prompt.catalog.VersionBody;

/** Browsing over REST. */
@Path("/v1/prompts")
@Tag(name = "Prompts", description = "Prompts and their immutable versions")
class BrowsingResource {
    private final PromptBrowsing browsing;
    private final CurrentCaller caller;

    BrowsingResource(PromptBrowsing browsing, CurrentCaller caller) {
        this.browsing = browsing;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Prompts by name")
    public Uni<Page<PromptBody>> prompts(@BeanParam PromptFilter filter, @Valid @BeanParam PageQuery page) {
        return browsing.prompts(caller.get().workspace(), filter, page);
    }

    @GET
    @Path("{name}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "One prompt: its latest version's number, and where its labels point")
    public Uni<PromptBody> prompt(@PathParam("name") String name) {
        return browsing.prompt(caller.get().workspace(), new PromptName(name));
    }

    @GET
    @Path("{name}/versions")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The history of a prompt, newest version first, without the texts")
    public Uni<Page<VersionSummary>> versions(@PathParam("name") String name, @Valid @BeanParam PageQuery page) {
        return browsing.versions(caller.get().workspace(), new PromptName(name), page);
    }

    @GET
    @Path("{name}/versions/{version}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "One version, for ever the same", description = "The ETag is its number.")
    public Uni<RestResponse<VersionBody>> version(
            @PathParam("name") String name,
            @PathParam("version") int version,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return browsing.version(caller.get().workspace(), new PromptName(name), version)
                .map(found -> VersionTag.answer(ifNoneMatch, found.number(), VersionBody.of(found)));
    }
}
