package org.llmops.guardrail.enforcing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.Rows;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.platform.identity.WorkspaceId;

/** Which versions screen calls where, in one short query. */
@ApplicationScoped
class StandingPolicies {
    private final Rows rows;

    StandingPolicies(Rows rows) {
        this.rows = rows;
    }

    /** The narrowest place first; of one policy the enforced version first. */
    Uni<List<StandingRow>> of(Mutiny.Session session, WorkspaceId workspace) {
        return rows.list(session, workspace, StandingRow.class, """
                select a.place, a.name, s.policy, s.version, s.stage,
                    (select coalesce(jsonb_agg(d.rule order by d.rule), '[]') from demoted_rule d
                        where d.workspace = s.workspace and d.policy = s.policy and d.version = s.version) as demoted
                from policy_attachment a
                join policy_stage s on s.workspace = a.workspace and s.policy = a.policy
                where a.workspace = :workspace and s.stage in ('shadow', 'enforce')
                order by array_position(array['key', 'prompt', 'route', 'app', 'workspace'], a.place), a.name,
                    s.stage, s.version
                """, Map.of());
    }

    /** The version of a policy that is enforced, if one is. */
    Uni<Optional<PolicyRef>> enforced(Mutiny.Session session, WorkspaceId workspace, PolicyName policy) {
        return session.createNativeQuery(
                        "select version from policy_stage where workspace = :workspace and policy = :policy and stage = 'enforce'",
                        Integer.class)
                .setParameter("workspace", workspace.value())
                .setParameter("policy", policy.value())
                .getSingleResultOrNull()
                .map(version -> Optional.ofNullable(version).map(number -> new PolicyRef(policy, number)));
    }
}
