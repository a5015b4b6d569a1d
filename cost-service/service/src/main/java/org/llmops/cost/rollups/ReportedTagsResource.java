package org.llmops.cost.rollups;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** Which tags of calls are summed up. */
@Path("/v1/reported-tags")
class ReportedTagsResource {
    private final ReportedTags tags;
    private final CurrentCaller caller;

    ReportedTagsResource(ReportedTags tags, CurrentCaller caller) {
        this.tags = tags;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The tags of calls (their metadata) that reports can group by")
    public Uni<Tags> list() {
        return tags.list(caller.get().workspace()).map(Tags::new);
    }

    @PUT
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Reports these tags from now on; ask for a rebuild to have them of calls of the past too")
    public Uni<Tags> replace(@Valid @NotNull Tags wanted) {
        return tags.replace(caller.get(), wanted.tags()).map(Tags::new);
    }

    /** The names of the tags. */
    @RegisterForReflection
    record Tags(@NotNull List<@NotBlank @Size(max = 64) String> tags) {}
}
