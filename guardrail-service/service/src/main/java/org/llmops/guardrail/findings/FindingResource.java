package org.llmops.guardrail.findings;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Findings over REST, and what is kept of texts. */
@Path("/v1")
@Tag(name = "Findings", description = "What screening found, and what is kept of it")
class FindingResource {
    private final FindingReading reading;
    private final CurrentCaller caller;

    FindingResource(FindingReading reading, CurrentCaller caller) {
        this.reading = reading;
        this.caller = caller;
    }

    @GET
    @Path("findings")
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Findings, newest first",
            description = "They are written about a second after the call, and say where and what kind, never what.")
    public Uni<Page<StoredFinding>> all(@BeanParam FindingQuery query, @Valid @BeanParam PageQuery page) {
        return reading.page(caller.get().workspace(), query, page);
    }

    @GET
    @Path("findings/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "One finding")
    public Uni<StoredFinding> one(@PathParam("id") UUID id) {
        return reading.one(caller.get().workspace(), id);
    }

    @GET
    @Path("findings/{id}/content")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "The text that a finding is in",
            description = "Only where the workspace lets content be kept; every look is in the audit log.")
    public Uni<RestResponse<FindingContent>> content(@PathParam("id") UUID id) {
        return reading.content(caller.get(), id)
                .map(content -> ResponseBuilder.ok(content)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    @GET
    @Path("recording")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What is kept of the workspace's texts")
    public Uni<Recording> recording() {
        return reading.recording(caller.get().workspace());
    }

    @PUT
    @Path("recording")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Says what is kept of the workspace's texts from now on",
            description = "Without content, only keyed fingerprints are kept of texts. What is kept already stays until"
                    + " its time is over.")
    public Uni<Recording> record(@NotNull @Valid RecordingRequest request) {
        return reading.record(caller.get(), request);
    }
}
