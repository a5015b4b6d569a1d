package org.llmops.guardrail.vault;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.policies.StoredTime;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Decides who may have which values back. */
@ApplicationScoped
class RevealPolicyKeeping {
    private final Transactions transactions;
    private final RevealPolicies policies;
    private final RestoringRights restoring;
    private final Clock clock;

    RevealPolicyKeeping(Transactions transactions, RevealPolicies policies, RestoringRights restoring, Clock clock) {
        this.transactions = transactions;
        this.policies = policies;
        this.restoring = restoring;
        this.clock = StoredTime.of(clock);
    }

    Uni<RevealPolicy> put(Caller caller, String name, RevealTerms terms) {
        requireName(name);
        return transactions
                .mutate(caller, audit("put", name), session -> put(session, caller, name, terms))
                .invoke(changed -> restoring.forget(caller.workspace()));
    }

    private Uni<RevealPolicy> put(Mutiny.Session session, Caller caller, String name, RevealTerms terms) {
        return policies.countOthers(session, caller.workspace(), name)
                .invoke(RevealPolicyKeeping::requireRoom)
                .chain(room -> policies.put(
                        session, new RevealPolicy(caller.workspace(), name, terms, caller.subject(), clock.instant())));
    }

    Uni<Void> remove(Caller caller, String name) {
        requireName(name);
        return transactions
                .mutate(
                        caller,
                        audit("delete", name),
                        session -> policies.find(session, caller.workspace(), name)
                                .chain(policy -> policies.remove(session, policy)))
                .invoke(() -> restoring.forget(caller.workspace()));
    }

    Uni<RevealPolicy> get(WorkspaceId workspace, String name) {
        requireName(name);
        return transactions.read(workspace, session -> policies.find(session, workspace, name));
    }

    Uni<Page<RevealPolicy>> list(WorkspaceId workspace, PageQuery page) {
        return transactions.read(workspace, session -> policies.page(session, workspace, page));
    }

    private static void requireName(String name) {
        if (!Sink.isWellFormed(name)) {
            throw GuardrailProblem.REVEAL_POLICY_INVALID.at(
                    "name", "A name has 1 to 63 of a-z, 0-9, '.', '_' and '-', and starts with a letter");
        }
    }

    private static void requireRoom(long others) {
        if (others >= RevealPolicies.MOST) {
            throw GuardrailProblem.REVEAL_POLICY_INVALID.at(
                    "name", "A workspace has at most " + RevealPolicies.MOST + " reveal policies. Remove one first");
        }
    }

    private static Audit audit(String done, String name) {
        return new Audit("reveal_policy." + done, "vault/reveal-policies/" + name);
    }
}
