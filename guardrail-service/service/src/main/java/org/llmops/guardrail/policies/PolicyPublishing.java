package org.llmops.guardrail.policies;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.v1.GuardrailEvent;
import org.llmops.guardrail.v1.PolicyVersionPublished;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.outbox.OutgoingEvent;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Makes a draft the next version of its policy, and the policy with its first. */
@ApplicationScoped
public class PolicyPublishing {
    private final Transactions transactions;
    private final Policies policies;
    private final PolicyVersions versions;
    private final NeededByRails needed;
    private final Outbox outbox;
    private final Clock clock;

    PolicyPublishing(
            Transactions transactions,
            Policies policies,
            PolicyVersions versions,
            NeededByRails needed,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.policies = policies;
        this.versions = versions;
        this.needed = needed;
        this.outbox = outbox;
        this.clock = StoredTime.of(clock);
    }

    public Uni<PolicyVersion> publish(Caller caller, PolicyName name, PolicyDraft draft) {
        return transactions.mutate(
                caller,
                new Audit("policy.version.publish", "policies/" + name),
                session -> needed.require(session, caller.workspace(), draft.rails(), GuardrailProblem.POLICY_INVALID)
                        .chain(() -> policies.lockOrAdd(
                                session, caller.workspace(), name, caller.subject(), clock.instant()))
                        .map(policy -> policy.publish(draft, caller.subject(), clock.instant()))
                        .call(version -> versions.add(session, version))
                        .call(version -> outbox.add(session, published(caller, version))));
    }

    private static OutgoingEvent published(Caller caller, PolicyVersion version) {
        return PolicyTopic.event(
                caller.workspace(),
                version.ref().name().value(),
                GuardrailEvent.newBuilder()
                        .setVersionPublished(PolicyVersionPublished.newBuilder()
                                .setPolicy(PolicyWire.ref(version.ref()))
                                .setPublishedBy(caller.subject()))
                        .build());
    }
}
