package org.llmops.guardrail.releases;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.PolicyVersions;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Sets gates, and takes people's word for versions. */
@ApplicationScoped
class Gating {
    private final Transactions transactions;
    private final StoredGates gates;
    private final Approvals approvals;
    private final PolicyVersions versions;
    private final Clock clock;

    Gating(Transactions transactions, StoredGates gates, Approvals approvals, PolicyVersions versions, Clock clock) {
        this.transactions = transactions;
        this.gates = gates;
        this.approvals = approvals;
        this.versions = versions;
        this.clock = clock;
    }

    /** @param policy a policy's name, or {@value GateSettings#ALL}; it need not exist yet */
    Uni<GateSettings> set(Caller caller, String policy, Gates wanted) {
        GateSettings settings = new GateSettings(policy, wanted, caller.subject(), clock.instant());
        return transactions.mutate(
                caller,
                new Audit("policy.gates.set", "policies/" + policy + "/gates"),
                session -> gates.put(session, caller.workspace(), settings));
    }

    Uni<Void> remove(Caller caller, String policy) {
        return transactions
                .mutate(
                        caller,
                        new Audit("policy.gates.remove", "policies/" + policy + "/gates"),
                        session -> gates.remove(session, caller.workspace(), policy))
                .replaceWithVoid();
    }

    Uni<GateSettings> show(WorkspaceId workspace, String policy) {
        return transactions
                .read(workspace, session -> gates.find(session, workspace, policy))
                .map(found -> found.orElseThrow(() -> GuardrailProblem.GATES_UNKNOWN.because(
                        policy.equals(GateSettings.ALL)
                                ? "The workspace has no gates for all policies"
                                : "Policy '" + new PolicyName(policy) + "' has no gates of its own")));
    }

    Uni<Approval> approve(Caller caller, PolicyRef ref, String note) {
        Approval approval = new Approval(
                ref.name().value(), ref.version(), caller.subject(), caller.roles(), note, clock.instant());
        return transactions.mutate(
                caller,
                new Audit("policy.approve", resource(ref)),
                session -> versions.find(session, caller.workspace(), ref)
                        .invoke(version -> {
                            if (version.publishedBy().equals(caller.subject())) {
                                throw GuardrailProblem.APPROVAL_OWN.because(
                                        "You published this version: somebody else has to approve it");
                            }
                        })
                        .chain(() -> approvals.put(session, caller.workspace(), approval)));
    }

    Uni<Void> withdraw(Caller caller, PolicyRef ref) {
        return transactions
                .mutate(
                        caller,
                        new Audit("policy.approval.withdraw", resource(ref)),
                        session -> approvals.remove(session, caller.workspace(), ref, caller.subject()))
                .replaceWithVoid();
    }

    private static String resource(PolicyRef ref) {
        return "policies/" + ref.name() + "/versions/" + ref.version();
    }
}
