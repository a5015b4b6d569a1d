package org.llmops.guardrail.reviews;

import org.llmops.guardrail.enforcing.DemotedRules.Demoted;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.PolicyTopic;
import org.llmops.guardrail.policies.PolicyWire;
import org.llmops.guardrail.v1.GuardrailEvent;
import org.llmops.guardrail.v1.RuleModeChanged;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.OutgoingEvent;

/** What labels lead to, as other services hear of it. */
final class ReviewWire {
    private ReviewWire() {}

    static OutgoingEvent demoted(WorkspaceId workspace, Demoted rule) {
        return changed(workspace, rule.policy(), rule.version(), rule.rule(), true, rule.why(), rule.demotedBy());
    }

    static OutgoingEvent promoted(
            WorkspaceId workspace, String policy, int version, String rule, String why, String by) {
        return changed(workspace, policy, version, rule, false, why, by);
    }

    private static OutgoingEvent changed(
            WorkspaceId workspace, String policy, int version, String rule, boolean shadow, String why, String by) {
        return PolicyTopic.event(
                workspace,
                policy,
                GuardrailEvent.newBuilder()
                        .setRuleModeChanged(RuleModeChanged.newBuilder()
                                .setPolicy(PolicyWire.ref(new PolicyRef(new PolicyName(policy), version)))
                                .setRuleId(rule)
                                .setShadow(shadow)
                                .setWhy(why)
                                .setChangedBy(by))
                        .build());
    }
}
