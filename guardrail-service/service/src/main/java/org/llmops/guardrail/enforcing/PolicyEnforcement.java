package org.llmops.guardrail.enforcing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.PolicyTopic;
import org.llmops.guardrail.policies.PolicyVersions;
import org.llmops.guardrail.policies.PolicyWire;
import org.llmops.guardrail.policies.StoredTime;
import org.llmops.guardrail.v1.GuardrailEvent;
import org.llmops.guardrail.v1.PolicyEnforced;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.outbox.OutgoingEvent;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Puts a policy version in force, or none. */
@ApplicationScoped
class PolicyEnforcement {
    /** What the events happen to: not a policy, because the order of changes from one policy to another matters. */
    private static final String AGGREGATE = "enforced-policy";

    private final Transactions transactions;
    private final EnforcedPolicies enforced;
    private final PolicyVersions versions;
    private final PolicyInForce inForce;
    private final Outbox outbox;
    private final Clock clock;

    PolicyEnforcement(
            Transactions transactions,
            EnforcedPolicies enforced,
            PolicyVersions versions,
            PolicyInForce inForce,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.enforced = enforced;
        this.versions = versions;
        this.inForce = inForce;
        this.outbox = outbox;
        this.clock = StoredTime.of(clock);
    }

    Uni<EnforcedPolicy> enforce(Caller caller, PolicyRef ref) {
        EnforcedPolicy wanted = new EnforcedPolicy(caller.workspace(), ref, caller.subject(), clock.instant());
        return transactions
                .mutate(
                        caller,
                        new Audit("policy.enforce", "policies/" + ref.name() + "/versions/" + ref.version()),
                        session -> versions.find(session, caller.workspace(), ref)
                                .chain(() -> enforced.put(session, wanted))
                                .call(() -> outbox.add(session, enforced(caller, Optional.of(ref)))))
                .invoke(() -> inForce.forget(caller.workspace()));
    }

    /** Nothing happens, and nothing is told, when none is in force. */
    Uni<Void> release(Caller caller) {
        return transactions
                .mutate(
                        caller,
                        new Audit("policy.release", AGGREGATE),
                        session -> enforced.remove(session, caller.workspace())
                                .call(removed -> removed
                                        ? outbox.add(session, enforced(caller, Optional.empty()))
                                        : Uni.createFrom().voidItem()))
                .invoke(() -> inForce.forget(caller.workspace()))
                .replaceWithVoid();
    }

    Uni<EnforcedPolicy> show(WorkspaceId workspace) {
        return transactions
                .read(workspace, session -> enforced.find(session, workspace))
                .map(found -> found.orElseThrow(() -> GuardrailProblem.NOTHING_ENFORCED.because(
                        "No policy screens this workspace's calls: put one in force to change that")));
    }

    private static OutgoingEvent enforced(Caller caller, Optional<PolicyRef> ref) {
        PolicyEnforced.Builder event = PolicyEnforced.newBuilder().setEnforcedBy(caller.subject());
        ref.map(PolicyWire::ref).ifPresent(event::setPolicy);
        return PolicyTopic.event(
                caller.workspace(),
                AGGREGATE,
                GuardrailEvent.newBuilder().setEnforced(event).build());
    }
}
