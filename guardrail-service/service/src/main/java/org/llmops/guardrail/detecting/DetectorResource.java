package org.llmops.guardrail.detecting;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.llmops.platform.identity.Roles;

/** The kinds of detectors over REST. */
@Path("/v1/detectors")
@Tag(name = "Detectors", description = "What rails can look for")
class DetectorResource {
    private final List<DetectorBody> detectors;

    DetectorResource(Detectors detectors) {
        this.detectors = detectors.all().stream().map(DetectorBody::of).toList();
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
    @Operation(summary = "Every detector that a rail can name, with its parameters and their defaults")
    public List<DetectorBody> detectors() {
        return detectors;
    }
}
