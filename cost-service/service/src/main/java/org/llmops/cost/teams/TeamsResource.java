package org.llmops.cost.teams;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** Manages the teams of the caller's workspace. */
@Path("/v1/teams")
class TeamsResource {
    private final TeamKeeping teams;
    private final CurrentCaller caller;

    TeamsResource(TeamKeeping teams, CurrentCaller caller) {
        this.teams = teams;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The teams by name, with their applications")
    public Uni<List<Team>> list() {
        return teams.list(caller.get().workspace());
    }

    @PUT
    @Path("/{team}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary =
                    "Says which applications a team has: an application belongs to one team, and to the last that asked")
    public Uni<Team> set(@RestPath @Size(max = 200) String team, @Valid @NotNull TeamRequest request) {
        return teams.set(caller.get(), new Team(team, request.apps()));
    }
}
