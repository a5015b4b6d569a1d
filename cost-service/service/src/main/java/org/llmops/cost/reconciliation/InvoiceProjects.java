package org.llmops.cost.reconciliation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;

/** Which applications the providers' projects, workspaces and keys stand for; no query here omits the workspace. */
@ApplicationScoped
class InvoiceProjects {
    Uni<Void> put(Mutiny.Session session, WorkspaceId workspace, String provider, String project, String app) {
        return session.createNativeQuery("""
                        insert into invoice_projects (workspace, provider, project, app)
                        values (:workspace, :provider, :project, :app)
                        on conflict (workspace, provider, project) do update set app = excluded.app
                        """)
                .setParameter("workspace", workspace.value())
                .setParameter("provider", provider)
                .setParameter("project", project)
                .setParameter("app", app)
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> remove(Mutiny.Session session, WorkspaceId workspace, String provider, String project) {
        return session.createNativeQuery("""
                        delete from invoice_projects
                        where workspace = :workspace and provider = :provider and project = :project
                        """)
                .setParameter("workspace", workspace.value())
                .setParameter("provider", provider)
                .setParameter("project", project)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Apps by project, of a provider. */
    Uni<Map<String, String>> of(Mutiny.Session session, WorkspaceId workspace, String provider) {
        return session.createNativeQuery("""
                        select project, app from invoice_projects
                        where workspace = :workspace and provider = :provider order by project
                        """, Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("provider", provider)
                .getResultList()
                .map(rows -> {
                    Map<String, String> apps = new LinkedHashMap<>();
                    rows.forEach(row -> apps.put((String) row[0], (String) row[1]));
                    return apps;
                });
    }
}
