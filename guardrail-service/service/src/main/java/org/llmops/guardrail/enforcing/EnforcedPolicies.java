package org.llmops.guardrail.enforcing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;

/** What is in force where: at most one version in each workspace; no query here omits the workspace. */
@ApplicationScoped
class EnforcedPolicies {
    Uni<Optional<EnforcedPolicy>> find(Mutiny.Session session, WorkspaceId workspace) {
        return session.find(EnforcedPolicy.class, workspace.value()).map(Optional::ofNullable);
    }

    /** Locks the workspace's row, so that concurrent changes and their events have one order. */
    Uni<EnforcedPolicy> put(Mutiny.Session session, EnforcedPolicy enforced) {
        return session.createNativeQuery("""
                        insert into enforced_policy (workspace, policy, version, enforced_by, enforced_at)
                        values (:workspace, :policy, :version, :by, :at)
                        on conflict (workspace) do update set policy = excluded.policy, version = excluded.version,
                            enforced_by = excluded.enforced_by, enforced_at = excluded.enforced_at
                        """)
                .setParameter("workspace", enforced.workspace())
                .setParameter("policy", enforced.policy().name().value())
                .setParameter("version", enforced.policy().version())
                .setParameter("by", enforced.enforcedBy())
                .setParameter("at", enforced.enforcedAt())
                .executeUpdate()
                .replaceWith(enforced);
    }

    /** Says whether there was one. */
    Uni<Boolean> remove(Mutiny.Session session, WorkspaceId workspace) {
        return session.createNativeQuery("delete from enforced_policy where workspace = :workspace")
                .setParameter("workspace", workspace.value())
                .executeUpdate()
                .map(removed -> removed > 0);
    }
}
