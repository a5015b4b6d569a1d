package org.llmops.guardrail.policies;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.NumberCursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Every version of every policy; they are added and read, never changed. */
@ApplicationScoped
public class PolicyVersions {
    private final Policies policies;

    PolicyVersions(Policies policies) {
        this.policies = policies;
    }

    /** Fails with POLICY_UNKNOWN or VERSION_UNKNOWN, whichever is the reason. */
    public Uni<PolicyVersion> find(Mutiny.Session session, WorkspaceId workspace, PolicyRef ref) {
        String name = ref.name().value();
        return session.find(PolicyVersion.class, new PolicyVersion.Key(workspace.value(), name, ref.version()))
                .onItem()
                .ifNull()
                .switchTo(() -> policies.find(session, workspace, ref.name())
                        .chain(policy -> Uni.createFrom()
                                .failure(GuardrailProblem.VERSION_UNKNOWN.because(
                                        "Policy '%s' has no version %d".formatted(name, ref.version())))));
    }

    /** Fails with POLICY_UNKNOWN. */
    public Uni<Void> requirePolicy(Mutiny.Session session, WorkspaceId workspace, PolicyName name) {
        return policies.find(session, workspace, name).replaceWithVoid();
    }

    Uni<Void> add(Mutiny.Session session, PolicyVersion version) {
        return session.persist(version);
    }

    /** Of one policy, newest first. */
    Uni<Page<PolicyVersion>> page(Mutiny.Session session, WorkspaceId workspace, PolicyName name, PageQuery page) {
        return session.createQuery("""
                        from PolicyVersion v
                        where v.key.workspace = :workspace and v.key.policy = :policy and v.key.version < :before
                        order by v.key.version desc
                        """, PolicyVersion.class)
                .setParameter("workspace", workspace.value())
                .setParameter("policy", name.value())
                .setParameter("before", NumberCursor.before(page))
                .setMaxResults(page.limitAndOneMore())
                .getResultList()
                .map(versions -> Page.of(
                        versions,
                        page.limit(),
                        version -> NumberCursor.after(version.ref().version())));
    }
}
