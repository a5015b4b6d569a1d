package org.llmops.guardrail.releases;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.Rows;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.platform.identity.WorkspaceId;

/** Every approval of every version; no query here omits the workspace. */
@ApplicationScoped
class Approvals {
    private final Rows rows;

    Approvals(Rows rows) {
        this.rows = rows;
    }

    Uni<List<Approval>> of(Mutiny.Session session, WorkspaceId workspace, PolicyRef ref) {
        return rows.list(
                session,
                workspace,
                Approval.class,
                """
                select * from policy_approval where workspace = :workspace and policy = :policy and version = :version
                order by approved_at
                """,
                Map.of("policy", ref.name().value(), "version", ref.version()));
    }

    /** Who approves again has a newer word. */
    Uni<Approval> put(Mutiny.Session session, WorkspaceId workspace, Approval approval) {
        return rows.insert(session, workspace, "policy_approval", List.of(approval), """
                        on conflict (workspace, policy, version, approver) do update set roles = excluded.roles,
                            note = excluded.note, approved_at = excluded.approved_at
                        """)
                .replaceWith(approval);
    }

    Uni<Integer> remove(Mutiny.Session session, WorkspaceId workspace, PolicyRef ref, String approver) {
        return rows.change(
                session,
                workspace,
                """
                delete from policy_approval
                where workspace = :workspace and policy = :policy and version = :version and approver = :approver
                """,
                Map.of("policy", ref.name().value(), "version", ref.version(), "approver", approver));
    }
}
