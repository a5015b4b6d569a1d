package org.llmops.guardrail.releases;

import java.util.Optional;
import org.llmops.guardrail.enforcing.Place;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.PolicyTopic;
import org.llmops.guardrail.policies.PolicyWire;
import org.llmops.guardrail.v1.GuardrailEvent;
import org.llmops.guardrail.v1.PolicyEnforced;
import org.llmops.guardrail.v1.PolicyVersionMoved;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.OutgoingEvent;

/** Releases as other services hear of them. */
final class ReleaseWire {
    /** What the events happen to: not a policy, because the order of changes from one policy to another matters. */
    private static final String IN_FORCE = "enforced-policy";

    private ReleaseWire() {}

    /** @param ref absent: nothing is in force at the place any more */
    static OutgoingEvent enforced(Caller caller, Attachment place, Optional<PolicyRef> ref) {
        PolicyEnforced.Builder event = PolicyEnforced.newBuilder().setEnforcedBy(caller.subject());
        ref.map(PolicyWire::ref).ifPresent(event::setPolicy);
        if (place.place() != Place.WORKSPACE) {
            event.setPlace(place.place().word()).setPlaceName(place.name());
        }
        return PolicyTopic.event(
                caller.workspace(),
                IN_FORCE,
                GuardrailEvent.newBuilder().setEnforced(event).build());
    }

    static OutgoingEvent moved(WorkspaceId workspace, Move move) {
        return PolicyTopic.event(
                workspace,
                move.policy(),
                GuardrailEvent.newBuilder()
                        .setVersionMoved(PolicyVersionMoved.newBuilder()
                                .setPolicy(PolicyWire.ref(new PolicyRef(new PolicyName(move.policy()), move.version())))
                                .setFromStage(move.fromStage().word())
                                .setToStage(move.toStage().word())
                                .setWhy(move.why())
                                .setMovedBy(move.movedBy()))
                        .build());
    }
}
