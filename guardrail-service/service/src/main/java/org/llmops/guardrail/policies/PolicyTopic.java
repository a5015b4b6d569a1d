package org.llmops.guardrail.policies;

import org.llmops.guardrail.v1.GuardrailEvent;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.OutgoingEvent;

/** The topic of everything that happens to policies. */
public final class PolicyTopic {
    private static final String NAME = "llmops.guardrails.v1";

    private PolicyTopic() {}

    /** @param aggregate what the event happened to; events of one aggregate stay in order */
    public static OutgoingEvent event(WorkspaceId workspace, String aggregate, GuardrailEvent event) {
        return OutgoingEvent.of(NAME, workspace, aggregate, event);
    }
}
