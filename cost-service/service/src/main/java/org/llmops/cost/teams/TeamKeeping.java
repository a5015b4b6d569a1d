package org.llmops.cost.teams;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.llmops.cost.CostEvents;
import org.llmops.cost.v1.CostEvent;
import org.llmops.cost.v1.TeamChanged;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Says which applications a team has. What a call was counted for stays as it was when it was made. */
@ApplicationScoped
class TeamKeeping {
    private final Transactions transactions;
    private final Teams teams;
    private final Outbox outbox;

    TeamKeeping(Transactions transactions, Teams teams, Outbox outbox) {
        this.transactions = transactions;
        this.teams = teams;
        this.outbox = outbox;
    }

    Uni<Team> set(Caller caller, Team team) {
        CostEvent changed = CostEvent.newBuilder()
                .setTeamChanged(TeamChanged.newBuilder().setTeam(team.team()).setChangedBy(caller.subject()))
                .build();
        return transactions.mutate(
                caller,
                new Audit("team.set", "teams/" + team.team()),
                session -> teams.set(session, caller.workspace(), team)
                        .chain(() ->
                                outbox.add(session, CostEvents.in(caller.workspace(), "teams/" + team.team(), changed)))
                        .replaceWith(team));
    }

    Uni<List<Team>> list(WorkspaceId workspace) {
        return transactions.read(workspace, session -> teams.list(session, workspace));
    }
}
