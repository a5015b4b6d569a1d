package org.llmops.guardrail.releases;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.enforcing.Stage;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** The releases of one policy over REST. */
@Path("/v1/policies")
@Tag(name = "Releases", description = "How versions come into force and out of it")
class ReleaseResource {
    private final Releasing releasing;
    private final ReleaseReading reading;
    private final Gating gating;
    private final CurrentCaller caller;

    ReleaseResource(Releasing releasing, ReleaseReading reading, Gating gating, CurrentCaller caller) {
        this.releasing = releasing;
        this.reading = reading;
        this.gating = gating;
        this.caller = caller;
    }

    /** Where to move a version, and why. */
    @Schema(name = "MoveRequest")
    record MoveRequest(
            @NotNull @Schema(description = "`shadow`, `enforce` or `retired`")
            Stage to,

            @NotBlank @Size(max = 1000) String why) {}

    /** Why to go back. */
    @Schema(name = "RollbackRequest")
    record RollbackRequest(@NotBlank @Size(max = 1000) String why) {}

    /** A word for a version. */
    @Schema(name = "ApprovalRequest")
    record ApprovalRequest(@Nullable @Size(max = 1000) String note) {}

    @GET
    @Path("{name}/release")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "How far a policy's versions have come, and where it applies")
    public Uni<ReleaseView> release(@PathParam("name") String name) {
        return reading.release(caller.get().workspace(), new PolicyName(name));
    }

    @POST
    @Path("{name}/versions/{version}/moves")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Moves a version to another stage",
            description = "`shadow`: looks on, and changes nothing. `enforce`: decides, once its gates are passed; the"
                    + " version before is retired. `retired`: neither.")
    @APIResponse(responseCode = "201", description = "The move")
    @APIResponse(responseCode = "409", description = "MOVE_INVALID")
    @APIResponse(responseCode = "412", description = "GATES_UNMET: what is missing, gate by gate")
    public Uni<RestResponse<Move>> move(
            @PathParam("name") String name, @PathParam("version") int version, @NotNull @Valid MoveRequest request) {
        return releasing
                .move(
                        caller.get(),
                        new MoveVersion(new PolicyRef(new PolicyName(name), version), request.to(), request.why()))
                .map(move -> RestResponse.status(RestResponse.Status.CREATED, move));
    }

    @POST
    @Path("{name}/rollback")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Puts the version in force that was in force before",
            description = "It passed its gates when it came into force: they are not asked again.")
    @APIResponse(responseCode = "201", description = "The move")
    @APIResponse(responseCode = "409", description = "NOTHING_BEFORE")
    public Uni<RestResponse<Move>> rollback(@PathParam("name") String name, @NotNull @Valid RollbackRequest request) {
        return releasing
                .rollback(caller.get(), new PolicyName(name), request.why())
                .map(move -> RestResponse.status(RestResponse.Status.CREATED, move));
    }

    @GET
    @Path("{name}/moves")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Who moved which version when, from where to where and why; newest first")
    public Uni<Page<Move>> moves(@PathParam("name") String name, @Valid @BeanParam PageQuery page) {
        return reading.moves(caller.get().workspace(), new PolicyName(name), page);
    }

    @GET
    @Path("{name}/versions/{version}/gates")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "How a version stands before its gates, and what is missing")
    public Uni<GateReport> gates(@PathParam("name") String name, @PathParam("version") int version) {
        return reading.gates(caller.get().workspace(), new PolicyRef(new PolicyName(name), version));
    }

    @POST
    @Path("{name}/versions/{version}/approvals")
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Approves a version",
            description = "Not for its author. Which roles count is up to the gates.")
    public Uni<RestResponse<Approval>> approve(
            @PathParam("name") String name,
            @PathParam("version") int version,
            @NotNull @Valid ApprovalRequest request) {
        return gating.approve(
                        caller.get(),
                        new PolicyRef(new PolicyName(name), version),
                        Objects.requireNonNullElse(request.note(), ""))
                .map(approval -> RestResponse.status(RestResponse.Status.CREATED, approval));
    }

    @GET
    @Path("{name}/versions/{version}/approvals")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Who approved a version, oldest first")
    public Uni<Page<Approval>> approvals(@PathParam("name") String name, @PathParam("version") int version) {
        return reading.approvals(caller.get().workspace(), new PolicyRef(new PolicyName(name), version))
                .map(approvals -> new Page<>(approvals, null));
    }

    @DELETE
    @Path("{name}/versions/{version}/approvals")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Takes back one's own approval")
    public Uni<Void> withdraw(@PathParam("name") String name, @PathParam("version") int version) {
        return gating.withdraw(caller.get(), new PolicyRef(new PolicyName(name), version));
    }

    @PUT
    @Path("{name}/gates")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Sets what versions of this policy must pass before they are enforced, beside the gates of all")
    public Uni<GateSettings> set(@PathParam("name") String name, @NotNull @Valid Gates gates) {
        return gating.set(caller.get(), new PolicyName(name).value(), gates);
    }

    @GET
    @Path("{name}/gates")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The policy's own gates")
    public Uni<GateSettings> show(@PathParam("name") String name) {
        return gating.show(caller.get().workspace(), new PolicyName(name).value());
    }

    @DELETE
    @Path("{name}/gates")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Removes the policy's own gates; those of all policies stay")
    public Uni<Void> remove(@PathParam("name") String name) {
        return gating.remove(caller.get(), new PolicyName(name).value());
    }
}
