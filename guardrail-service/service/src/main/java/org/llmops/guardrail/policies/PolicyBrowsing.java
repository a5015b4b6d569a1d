package org.llmops.guardrail.policies;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Transactions;

/** Tells which policies there are and what their versions say. */
@ApplicationScoped
class PolicyBrowsing {
    private final Transactions transactions;
    private final Policies policies;
    private final PolicyVersions versions;

    PolicyBrowsing(Transactions transactions, Policies policies, PolicyVersions versions) {
        this.transactions = transactions;
        this.policies = policies;
        this.versions = versions;
    }

    Uni<Page<Policy>> policies(WorkspaceId workspace, PageQuery page) {
        return transactions.read(workspace, session -> policies.page(session, workspace, page));
    }

    Uni<Policy> policy(WorkspaceId workspace, PolicyName name) {
        return transactions.read(workspace, session -> policies.find(session, workspace, name));
    }

    Uni<Page<PolicyVersion>> versions(WorkspaceId workspace, PolicyName name, PageQuery page) {
        return transactions.read(
                workspace,
                session -> policies.find(session, workspace, name)
                        .chain(() -> versions.page(session, workspace, name, page)));
    }

    Uni<PolicyVersion> version(WorkspaceId workspace, PolicyRef ref) {
        return transactions.read(workspace, session -> versions.find(session, workspace, ref));
    }
}
