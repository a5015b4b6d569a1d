package org.llmops.guardrail.suites;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriBuilder;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Test suites over REST. */
@Path("/v1/policies")
@Tag(name = "Test suites", description = "What a policy is to find and to leave alone")
class SuiteResource {
    private final SuiteTesting testing;
    private final CurrentCaller caller;

    SuiteResource(SuiteTesting testing, CurrentCaller caller) {
        this.testing = testing;
        this.caller = caller;
    }

    @POST
    @Path("{name}/suites")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Publishes the next version of the policy's test suite",
            description = "1 to 2000 texts with what is expected of them. Versions of a suite never change.")
    public Uni<RestResponse<SuiteSummary>> publish(@PathParam("name") String name, @NotNull @Valid SuiteDraft draft) {
        return testing.publish(caller.get(), new PolicyName(name), draft)
                .map(suite -> ResponseBuilder.<SuiteSummary>created(
                                UriBuilder.fromPath("/v1/policies/{name}/suites/{n}")
                                        .build(name, suite.suite()))
                        .entity(SuiteSummary.of(suite))
                        .build());
    }

    @GET
    @Path("{name}/suites")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The suites of a policy without their cases, newest first")
    public Uni<Page<SuiteSummary>> all(@PathParam("name") String name, @Valid @BeanParam PageQuery page) {
        return testing.all(caller.get().workspace(), new PolicyName(name), page);
    }

    @GET
    @Path("{name}/suites/{suite}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "One suite with its cases")
    public Uni<Suite> one(@PathParam("name") String name, @PathParam("suite") int suite) {
        return testing.show(caller.get().workspace(), new PolicyName(name), suite);
    }

    @POST
    @Path("{name}/versions/{version}/suite-runs")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Holds a version to a suite, by default the latest",
            description = "The result is kept: a gate may ask for it.")
    public Uni<RestResponse<SuiteRun>> run(
            @PathParam("name") String name,
            @PathParam("version") int version,
            @QueryParam("suite") @Nullable Integer suite) {
        return testing.run(caller.get(), new PolicyRef(new PolicyName(name), version), suite)
                .map(run -> RestResponse.status(RestResponse.Status.CREATED, run));
    }

    @GET
    @Path("{name}/versions/{version}/suite-runs")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "How a version did on suites, newest first")
    public Uni<Page<SuiteRun>> runs(
            @PathParam("name") String name, @PathParam("version") int version, @Valid @BeanParam PageQuery page) {
        return testing.runs(caller.get().workspace(), new PolicyRef(new PolicyName(name), version), page);
    }
}
