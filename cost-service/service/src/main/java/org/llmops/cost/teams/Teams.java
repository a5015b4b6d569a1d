package org.llmops.cost.teams;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;

/** The teams of every workspace; no query here omits the workspace. */
@ApplicationScoped
public class Teams {
    /** All teams of these workspaces. */
    public Uni<TeamApps> of(Mutiny.Session session, Collection<WorkspaceId> workspaces) {
        return session.createNativeQuery("""
                        select workspace, app, team from team_apps where workspace in (:workspaces)
                        """, Object[].class)
                .setParameter(
                        "workspaces",
                        workspaces.stream().map(WorkspaceId::value).toList())
                .getResultList()
                .map(Teams::read);
    }

    Uni<List<Team>> list(Mutiny.Session session, WorkspaceId workspace) {
        return of(session, List.of(workspace)).map(all -> {
            Map<String, List<String>> teams = new TreeMap<>();
            all.of(workspace)
                    .forEach((app, team) -> teams.merge(
                            team,
                            List.of(app),
                            (some, more) ->
                                    Stream.concat(some.stream(), more.stream()).toList()));
            return teams.entrySet().stream()
                    .map(entry -> new Team(entry.getKey(), entry.getValue()))
                    .toList();
        });
    }

    /** An application belongs to one team: the last that asked for it. */
    Uni<Void> set(Mutiny.Session session, WorkspaceId workspace, Team team) {
        return leave(session, workspace, team.team())
                .chain(() -> team.apps().isEmpty() ? Uni.createFrom().voidItem() : join(session, workspace, team));
    }

    private static Uni<Void> leave(Mutiny.Session session, WorkspaceId workspace, String team) {
        return session.createNativeQuery("delete from team_apps where workspace = :workspace and team = :team")
                .setParameter("workspace", workspace.value())
                .setParameter("team", team)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> join(Mutiny.Session session, WorkspaceId workspace, Team team) {
        return session.createNativeQuery("""
                        insert into team_apps (workspace, app, team)
                        select :workspace, app, :team from unnest(cast(:apps as text[])) app
                        on conflict (workspace, app) do update set team = excluded.team
                        """)
                .setParameter("workspace", workspace.value())
                .setParameter("team", team.team())
                .setParameter("apps", team.apps().toArray(String[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static TeamApps read(List<Object[]> rows) {
        Map<String, Map<String, String>> teams = new HashMap<>();
        rows.forEach(row ->
                teams.computeIfAbsent((String) row[0], first -> new HashMap<>()).put((String) row[1], (String) row[2]));
        return new TeamApps(teams);
    }
}
