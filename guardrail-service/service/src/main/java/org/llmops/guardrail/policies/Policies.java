package org.llmops.guardrail.policies;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Every policy of every workspace; no query here omits the workspace. */
@ApplicationScoped
class Policies {
    Uni<Policy> find(Mutiny.Session session, WorkspaceId workspace, PolicyName name) {
        return session.find(Policy.class, new Policy.Key(workspace.value(), name.value()))
                .onItem()
                .ifNull()
                .failWith(() -> GuardrailProblem.POLICY_UNKNOWN.because("No policy is called '" + name + "'"));
    }

    /** Locks the policy after creating it if need be. Of two that create it at once, one waits and finds it there. */
    Uni<Policy> lockOrAdd(Mutiny.Session session, WorkspaceId workspace, PolicyName name, String by, Instant now) {
        return session.createNativeQuery("""
                        insert into policy (workspace, name, latest_version, created_by, created_at, published_at)
                        values (:workspace, :name, 0, :by, :now, :now)
                        on conflict do nothing
                        """)
                .setParameter("workspace", workspace.value())
                .setParameter("name", name.value())
                .setParameter("by", by)
                .setParameter("now", now)
                .executeUpdate()
                .chain(() -> session.find(
                        Policy.class, new Policy.Key(workspace.value(), name.value()), LockModeType.PESSIMISTIC_WRITE));
    }

    /** By name. */
    Uni<Page<Policy>> page(Mutiny.Session session, WorkspaceId workspace, PageQuery page) {
        List<String> after = page.after(1);
        return session.createQuery(
                        "from Policy p where p.key.workspace = :workspace and p.key.name > :after order by p.key.name",
                        Policy.class)
                .setParameter("workspace", workspace.value())
                .setParameter("after", after.isEmpty() ? "" : after.getFirst())
                .setMaxResults(page.limitAndOneMore())
                .getResultList()
                .map(policies -> Page.of(
                        policies,
                        page.limit(),
                        policy -> Cursor.encode(policy.name().value())));
    }
}
