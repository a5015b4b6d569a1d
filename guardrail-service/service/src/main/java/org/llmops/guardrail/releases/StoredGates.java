package org.llmops.guardrail.releases;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.Rows;
import org.llmops.platform.identity.WorkspaceId;

/** The gates of every policy; no query here omits the workspace. */
@ApplicationScoped
class StoredGates {
    private final Rows rows;

    StoredGates(Rows rows) {
        this.rows = rows;
    }

    /** Those of the policy and those of all: both are to be met. */
    Uni<List<GateSettings>> guarding(Mutiny.Session session, WorkspaceId workspace, String policy) {
        return rows.list(
                session,
                workspace,
                GateSettings.class,
                "select * from release_gates where workspace = :workspace and policy in ('*', :policy) order by policy",
                Map.of("policy", policy));
    }

    Uni<Optional<GateSettings>> find(Mutiny.Session session, WorkspaceId workspace, String policy) {
        return rows.first(
                session,
                workspace,
                GateSettings.class,
                "select * from release_gates where workspace = :workspace and policy = :policy",
                Map.of("policy", policy));
    }

    Uni<GateSettings> put(Mutiny.Session session, WorkspaceId workspace, GateSettings settings) {
        return rows.insert(session, workspace, "release_gates", List.of(settings), """
                        on conflict (workspace, policy) do update set gates = excluded.gates, set_by = excluded.set_by,
                            set_at = excluded.set_at
                        """)
                .replaceWith(settings);
    }

    Uni<Integer> remove(Mutiny.Session session, WorkspaceId workspace, String policy) {
        return rows.change(
                session,
                workspace,
                "delete from release_gates where workspace = :workspace and policy = :policy",
                Map.of("policy", policy));
    }
}
