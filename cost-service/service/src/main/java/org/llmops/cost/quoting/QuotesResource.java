package org.llmops.cost.quoting;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** Serves estimates of requests that could be made. */
@Path("/v1/quotes")
class QuotesResource {
    private final Estimating estimating;
    private final CurrentCaller caller;

    QuotesResource(Estimating estimating, CurrentCaller caller) {
        this.estimating = estimating;
        this.caller = caller;
    }

    @POST
    @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
    @Operation(summary = "What a request would cost on each of some models: the most, and what is to be expected")
    public Uni<Estimates> estimate(@Valid @NotNull RequestToQuote request) {
        return estimating.of(caller.get().workspace(), request);
    }
}
