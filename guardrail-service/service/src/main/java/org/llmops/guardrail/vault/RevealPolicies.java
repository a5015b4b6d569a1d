package org.llmops.guardrail.vault;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Every reveal policy of every workspace; no query here omits the workspace. */
@ApplicationScoped
class RevealPolicies {
    static final int MOST = 100;

    Uni<RevealPolicy> find(Mutiny.Session session, WorkspaceId workspace, String name) {
        return session.find(RevealPolicy.class, new RevealPolicy.Key(workspace.value(), name))
                .onItem()
                .ifNull()
                .failWith(() ->
                        GuardrailProblem.REVEAL_POLICY_UNKNOWN.because("No reveal policy is called '" + name + "'"));
    }

    Uni<RevealRights> rights(Mutiny.Session session, WorkspaceId workspace) {
        return session.createQuery("from RevealPolicy where key.workspace = :workspace", RevealPolicy.class)
                .setParameter("workspace", workspace.value())
                .getResultList()
                .map(policies -> new RevealRights(
                        policies.stream().map(RevealPolicy::terms).toList()));
    }

    Uni<Long> countOthers(Mutiny.Session session, WorkspaceId workspace, String name) {
        return session.createQuery(
                        "select count(*) from RevealPolicy where key.workspace = :workspace and key.name <> :name",
                        Long.class)
                .setParameter("workspace", workspace.value())
                .setParameter("name", name)
                .getSingleResult();
    }

    Uni<RevealPolicy> put(Mutiny.Session session, RevealPolicy policy) {
        return session.merge(policy);
    }

    Uni<Void> remove(Mutiny.Session session, RevealPolicy policy) {
        return session.remove(policy);
    }

    Uni<Page<RevealPolicy>> page(Mutiny.Session session, WorkspaceId workspace, PageQuery page) {
        List<String> after = page.after(1);
        return session.createQuery(
                        "from RevealPolicy where key.workspace = :workspace and key.name > :after order by key.name",
                        RevealPolicy.class)
                .setParameter("workspace", workspace.value())
                .setParameter("after", after.isEmpty() ? "" : after.getFirst())
                .setMaxResults(page.limitAndOneMore())
                .getResultList()
                .map(policies -> Page.of(policies, page.limit(), policy -> Cursor.encode(policy.name())));
    }
}
