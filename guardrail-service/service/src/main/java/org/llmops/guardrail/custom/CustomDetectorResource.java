package org.llmops.guardrail.custom;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Custom detectors over REST. */
@Path("/v1/detectors/custom")
@Tag(name = "Custom detectors", description = "Detectors that the workspace brings itself")
class CustomDetectorResource {
    private final CustomDetectorKeeping detectors;
    private final CurrentCaller caller;

    CustomDetectorResource(CustomDetectorKeeping detectors, CurrentCaller caller) {
        this.detectors = detectors;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Custom detectors by name")
    public Uni<Page<CustomDetectorBody>> list(@Valid @BeanParam PageQuery page) {
        return detectors.list(caller.get().workspace(), page).map(found -> found.map(CustomDetectorBody::of));
    }

    @GET
    @Path("{name}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "A custom detector")
    public Uni<CustomDetectorBody> get(@PathParam("name") String name) {
        return detectors.get(caller.get().workspace(), new DetectorName(name)).map(CustomDetectorBody::of);
    }

    @PUT
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Registers a detector, or changes it",
            description =
                    "Rails name it as detector `custom` with the parameter `name`. Credentials that are left out stay"
                            + " as they are, while the host does. Holds at once here, and in all instances after two seconds.")
    public Uni<CustomDetectorBody> put(@PathParam("name") String name, @NotNull @Valid CustomDetectorRequest request) {
        return detectors.put(caller.get(), new DetectorName(name), request).map(CustomDetectorBody::of);
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Removes a detector",
            description = "Not while a version in shadow or in force names it: the problem says which.")
    public Uni<Void> remove(@PathParam("name") String name) {
        return detectors.remove(caller.get(), new DetectorName(name));
    }
}
