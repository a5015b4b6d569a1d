package org.llmops.guardrail.reviews;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.enforcing.DemotedRules.Demoted;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** The review queue over REST, and what comes of it. */
@Path("/v1")
@Tag(name = "Reviews", description = "People's word on findings, and how precise rules are by it")
class ReviewResource {
    private final Reviewing reviewing;
    private final CurrentCaller caller;

    ReviewResource(Reviewing reviewing, CurrentCaller caller) {
        this.reviewing = reviewing;
        this.caller = caller;
    }

    /** A word on a finding. */
    @Schema(name = "LabelRequest")
    record LabelRequest(
            @NotNull @Schema(description = "`true_positive` or `false_positive`")
            Label label,

            @Nullable @Size(max = 1000) String reason) {}

    /** When a rule is too noisy. */
    @Schema(name = "PrecisionFloorRequest")
    record FloorRequest(
            @NotNull
            @DecimalMin("0")
            @DecimalMax("1")
            @Schema(
                    description = "A rule whose precision lies below with 95 % certainty, by the upper end of Wilson's"
                            + " interval, is demoted to shadow; 0: never")
            Double floor,

            @NotNull @Min(5) @Max(10_000) @Schema(description = "Labels before which nothing is concluded")
            Integer minLabels) {}

    @GET
    @Path("reviews")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Findings that people are asked to look at, oldest first")
    public Uni<Page<ReviewItem>> all(
            @QueryParam("status") @Parameter(description = "`open`, `claimed` or `labelled`") @Nullable String status,
            @QueryParam("rule") @Nullable String rule,
            @Valid @BeanParam PageQuery page) {
        return reviewing.page(caller.get().workspace(), status, rule, page);
    }

    @POST
    @Path("findings/{id}/review")
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Puts a finding into the queue")
    public Uni<RestResponse<ReviewItem>> pick(@PathParam("id") UUID finding) {
        return reviewing
                .pick(caller.get(), finding)
                .map(item -> RestResponse.status(RestResponse.Status.CREATED, item));
    }

    @POST
    @Path("reviews/{id}/claim")
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Takes an item to work on, so that nobody else does")
    public Uni<ReviewItem> claim(@PathParam("id") UUID id) {
        return reviewing.claim(caller.get(), id);
    }

    @PUT
    @Path("reviews/{id}/label")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Says whether a finding was right",
            description = "May demote the rule: see PUT /v1/rules/precision-floor.")
    public Uni<ReviewItem> label(@PathParam("id") UUID id, @NotNull @Valid LabelRequest request) {
        return reviewing.label(caller.get(), id, request.label(), Objects.requireNonNullElse(request.reason(), ""));
    }

    @GET
    @Path("rules/precision")
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "How often each rule of each version is right, by labels",
            description =
                    "With Wilson's interval at 95 %. Labels of samples tell most; those of unsure findings alone are"
                            + " worse than the rule is.")
    public Uni<Page<RulePrecision>> precision(@QueryParam("policy") @Nullable String policy) {
        return reviewing.precision(caller.get().workspace(), policy).map(all -> new Page<>(all, null));
    }

    @GET
    @Path("rules/precision-floor")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "When a rule is so noisy that it only reports from then on")
    public Uni<PrecisionFloor> floor() {
        return reviewing
                .floor(caller.get().workspace())
                .map(floor -> floor.orElseThrow(() ->
                        GuardrailProblem.FLOOR_UNKNOWN.because("The workspace has set none: no rule is demoted")));
    }

    @PUT
    @Path("rules/precision-floor")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Says when a rule is so noisy that it only reports from then on")
    public Uni<PrecisionFloor> floor(@NotNull @Valid FloorRequest request) {
        return reviewing.set(caller.get(), request.floor(), request.minLabels());
    }

    @GET
    @Path("rules/demoted")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Rules that only report, and why; newest first")
    public Uni<Page<Demoted>> demoted() {
        return reviewing.demoted(caller.get().workspace()).map(all -> new Page<>(all, null));
    }
}
