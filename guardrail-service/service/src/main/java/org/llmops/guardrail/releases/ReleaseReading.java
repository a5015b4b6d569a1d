package org.llmops.guardrail.releases;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.enforcing.AppliedPolicies;
import org.llmops.guardrail.enforcing.Place;
import org.llmops.guardrail.enforcing.PolicyInForce;
import org.llmops.guardrail.enforcing.Stage;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.PolicyVersions;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Transactions;

/** Tells how far versions have come, what they lack, and what screens a call. */
@ApplicationScoped
class ReleaseReading {
    private final Transactions transactions;
    private final PolicyVersions versions;
    private final Stages stages;
    private final Attachments attachments;
    private final Approvals approvals;
    private final GateKeeping gates;
    private final PolicyInForce inForce;

    ReleaseReading(
            Transactions transactions,
            PolicyVersions versions,
            Stages stages,
            Attachments attachments,
            Approvals approvals,
            GateKeeping gates,
            PolicyInForce inForce) {
        this.transactions = transactions;
        this.versions = versions;
        this.stages = stages;
        this.attachments = attachments;
        this.approvals = approvals;
        this.gates = gates;
        this.inForce = inForce;
    }

    Uni<ReleaseView> release(WorkspaceId workspace, PolicyName policy) {
        return transactions.read(
                workspace,
                session -> versions.requirePolicy(session, workspace, policy)
                        .chain(() -> stages.of(session, workspace, policy))
                        .chain(staged -> attachments
                                .of(session, workspace, policy.value())
                                .map(places -> new ReleaseView(policy.value(), staged, places))));
    }

    Uni<Page<Move>> moves(WorkspaceId workspace, PolicyName policy, PageQuery page) {
        return transactions.read(
                workspace,
                session -> versions.requirePolicy(session, workspace, policy)
                        .chain(() -> stages.moves(session, workspace, policy, page)));
    }

    Uni<GateReport> gates(WorkspaceId workspace, PolicyRef ref) {
        return transactions.read(workspace, session -> gates.report(session, workspace, ref));
    }

    Uni<List<Approval>> approvals(WorkspaceId workspace, PolicyRef ref) {
        return transactions.read(
                workspace,
                session ->
                        versions.find(session, workspace, ref).chain(version -> approvals.of(session, workspace, ref)));
    }

    /** The version in force in the whole workspace. */
    Uni<EnforcedPolicyBody> enforced(WorkspaceId workspace) {
        return transactions.read(
                workspace,
                session -> attachments
                        .find(session, workspace, Place.WORKSPACE, Place.EVERYWHERE)
                        .map(found -> found.orElseThrow(() ->
                                nothing("No policy screens this workspace's calls: put one in force to change that")))
                        .chain(attachment -> stages.of(session, workspace, new PolicyName(attachment.policy()))
                                .map(staged -> staged.stream()
                                        .filter(version -> version.stage() == Stage.ENFORCE)
                                        .findFirst()
                                        .map(version -> EnforcedPolicyBody.of(attachment, version))
                                        .orElseThrow(
                                                () -> nothing("No version of policy '%s' is enforced: move one there"
                                                        .formatted(attachment.policy()))))));
    }

    /** What would screen a call with these attributes. */
    Uni<AppliedPolicies> applied(WorkspaceId workspace, Map<String, String> attributes) {
        return inForce.of(workspace, attributes);
    }

    private static RuntimeException nothing(String detail) {
        return GuardrailProblem.NOTHING_ENFORCED.because(detail);
    }
}
