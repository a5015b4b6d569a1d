package org.llmops.router.changes;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;

/**
 * The revision of each workspace's configuration: the lock its changes queue up at, and the sign by which they are
 * noticed.
 */
@ApplicationScoped
public class Revisions {
    /** First step of every change: nobody else changes this workspace's configuration until the transaction ends. */
    Uni<Void> raise(Mutiny.Session session, WorkspaceId workspace) {
        return session.createNativeQuery("""
                        insert into configuration (workspace, revision) values (:workspace, 1)
                        on conflict (workspace) do update set revision = configuration.revision + 1
                        """)
                .setParameter("workspace", workspace.value())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Of every workspace, without waiting for changes that are under way. */
    public Uni<Map<String, Long>> all(Mutiny.Session session) {
        return session.createNativeQuery("select workspace, revision from configuration", Object[].class)
                .getResultList()
                .map(Revisions::byWorkspace);
    }

    /** Of these workspaces; none of them changes until the transaction ends. */
    public Uni<Map<String, Long>> hold(Mutiny.Session session, List<String> workspaces) {
        return session.createNativeQuery("""
                        select workspace, revision from configuration
                        where workspace = any(:workspaces) order by workspace for share
                        """, Object[].class)
                .setParameter("workspaces", workspaces.toArray(String[]::new))
                .getResultList()
                .map(Revisions::byWorkspace);
    }

    private static Map<String, Long> byWorkspace(List<Object[]> rows) {
        return rows.stream().collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }
}
