package org.llmops.guardrail.comparing;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.WholeText;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Comparisons of versions over REST. */
@Path("/v1/policies")
@Tag(name = "Comparisons", description = "What a version would decide otherwise than the one in force")
class ComparisonResource {
    private final Comparing comparing;
    private final CurrentCaller caller;

    ComparisonResource(Comparing comparing, CurrentCaller caller) {
        this.comparing = comparing;
        this.caller = caller;
    }

    @POST
    @Path("{name}/versions/{version}/comparisons")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Compares a version with the one in force, on recorded texts",
            description = "Lists the calls that it would newly block, and everything else that changes. Only texts that"
                    + " the workspace lets be kept are compared: see PUT /v1/recording.")
    public Uni<RestResponse<Comparison>> recorded(
            @PathParam("name") String name,
            @PathParam("version") int version,
            @QueryParam("against") @Nullable Integer against,
            @QueryParam("most") @DefaultValue("1000") @Min(1) @Max(ComparedText.MAX_TEXTS) int most) {
        return comparing
                .recorded(caller.get(), new PolicyRef(new PolicyName(name), version), against, most)
                .map(made -> RestResponse.status(RestResponse.Status.CREATED, made));
    }

    @POST
    @Path("{name}/versions/{version}/comparisons")
    @Consumes("application/x-ndjson")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Compares a version with the one in force, on the texts sent",
            description =
                    "A line each: {\"call_id\", \"segment\", \"direction\", \"source\", \"text\"}. The texts are not kept.")
    public Uni<RestResponse<Comparison>> uploaded(
            @PathParam("name") String name,
            @PathParam("version") int version,
            @QueryParam("against") @Nullable Integer against,
            @QueryParam("most") @DefaultValue("1000") @Min(1) @Max(ComparedText.MAX_TEXTS) int most,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            byte @Nullable [] lines) {
        if (type == null) {
            // Who sends nothing does not say of what type it is, and any of the two operations may be chosen.
            return recorded(name, version, against, most);
        }
        byte[] sent = Objects.requireNonNullElse(lines, new byte[0]);
        return comparing
                .uploaded(
                        caller.get(),
                        new PolicyRef(new PolicyName(name), version),
                        against,
                        WholeText.read(sent, GuardrailProblem.COMPARISON_INVALID))
                .map(made -> RestResponse.status(RestResponse.Status.CREATED, made));
    }

    @GET
    @Path("{name}/versions/{version}/comparisons")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The comparisons of a version, newest first")
    public Uni<Page<Comparison>> all(
            @PathParam("name") String name, @PathParam("version") int version, @Valid @BeanParam PageQuery page) {
        return comparing.page(caller.get().workspace(), new PolicyRef(new PolicyName(name), version), page);
    }
}
