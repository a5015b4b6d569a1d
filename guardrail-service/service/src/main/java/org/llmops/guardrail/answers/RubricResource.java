package org.llmops.guardrail.answers;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.llmops.platform.identity.Roles;

/** The ready rubrics over REST. */
@Path("/v1/judge-rubrics")
@Tag(name = "Detectors")
class RubricResource {
    @GET
    @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
    @Operation(summary = "Ready rubrics for detectors that have a model judge, to be taken as they are or adapted")
    public List<RubricBody> rubrics() {
        return Rubrics.names().stream()
                .map(name -> new RubricBody(name, Rubrics.text(name)))
                .toList();
    }
}
