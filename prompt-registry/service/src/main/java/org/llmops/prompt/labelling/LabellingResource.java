package org.llmops.prompt.labelling;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
import org.llmops.prompt.catalog.PromptName;

/** Labels over REST. */
@Path("/v1/prompts")
@Tag(name = "Labels", description = "Names for versions, such as production, that move")
class LabellingResource {
    private final PromptLabelling labelling;
    private final CurrentCaller caller;

    LabellingResource(PromptLabelling labelling, CurrentCaller caller) {
        this.labelling = labelling;
        this.caller = caller;
    }

    @GET
    @Path("{name}/labels")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Every label of a prompt; there are never so many that a second page is needed")
    public Uni<Page<LabelBody>> all(@PathParam("name") String name) {
        return labelling
                .all(caller.get().workspace(), new PromptName(name))
                .map(labels -> new Page<>(labels, null).map(LabelBody::of));
    }

    @GET
    @Path("{name}/labels/{label}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Where a label points", description = "The ETag is the version, for If-Match when moving it.")
    public Uni<RestResponse<LabelBody>> one(
            @PathParam("name") String name,
            @PathParam("label") String label,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return labelling
                .find(caller.get().workspace(), new PromptName(name), new LabelName(label))
                .map(found -> VersionTag.answer(ifNoneMatch, found.version(), LabelBody.of(found)));
    }

    @GET
    @Path("{name}/labels/{label}/moves")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Who moved a label when, from where and to where; newest first, removed labels included")
    public Uni<Page<LabelMoveBody>> moves(
            @PathParam("name") String name, @PathParam("label") String label, @Valid @BeanParam PageQuery page) {
        return labelling
                .history(caller.get().workspace(), new PromptName(name), new LabelName(label), page)
                .map(moves -> moves.map(LabelMoveBody::of));
    }

    @PUT
    @Path("{name}/labels/{label}")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Points a label at a version, creating it if it is new",
            description = "With If-Match it moves only from the version expected; else the answer is 412.")
    @APIResponse(responseCode = "200", description = "The label, with its version as the ETag")
    @APIResponse(responseCode = "404", description = "PROMPT_UNKNOWN, VERSION_UNKNOWN")
    @APIResponse(responseCode = "412", description = "LABEL_ELSEWHERE")
    @APIResponse(responseCode = "422", description = "LABEL_RESERVED, LIMIT_EXCEEDED")
    public Uni<RestResponse<LabelBody>> move(
            @PathParam("name") String name,
            @PathParam("label") String label,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(description = "The version it points at now, in quotes, or * for any")
                    @Nullable
                    String ifMatch,
            @NotNull @Valid MoveLabelRequest request) {
        return labelling
                .move(
                        caller.get(),
                        new MoveLabel(
                                new PromptName(name), new LabelName(label), request.version(), IfMatch.parse(ifMatch)))
                .map(moved -> VersionTag.tagged(ResponseBuilder.ok(LabelBody.of(moved)), moved.version()));
    }

    @DELETE
    @Path("{name}/labels/{label}")
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Removes a label; its history and the version stay")
    public Uni<Void> remove(
            @PathParam("name") String name,
            @PathParam("label") String label,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(description = "The version it points at now, in quotes, or * for any")
                    @Nullable
                    String ifMatch) {
        return labelling.remove(
                caller.get(), new RemoveLabel(new PromptName(name), new LabelName(label), IfMatch.parse(ifMatch)));
    }
}
