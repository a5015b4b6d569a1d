package org.llmops.guardrail.findings;

import java.util.ArrayList;
import java.util.List;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.PolicyTopic;
import org.llmops.guardrail.policies.PolicyWire;
import org.llmops.guardrail.v1.FindingsRecorded;
import org.llmops.guardrail.v1.GuardrailEvent;
import org.llmops.guardrail.v1.RecordedFinding;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.OutgoingEvent;

/** Findings as other services hear of them. */
final class FindingWire {
    /** What the events happen to. */
    private static final String AGGREGATE = "findings";

    /** Findings in one event. */
    private static final int MOST = 500;

    private FindingWire() {}

    /** In messages of a moderate size. */
    static List<OutgoingEvent> recorded(WorkspaceId workspace, List<StoredFinding> findings) {
        List<OutgoingEvent> events = new ArrayList<>();
        for (int from = 0; from < findings.size(); from += MOST) {
            events.add(event(workspace, findings.subList(from, Math.min(findings.size(), from + MOST))));
        }
        return events;
    }

    private static OutgoingEvent event(WorkspaceId workspace, List<StoredFinding> findings) {
        FindingsRecorded.Builder event = FindingsRecorded.newBuilder();
        findings.forEach(finding -> event.addFindings(wire(finding)));
        return PolicyTopic.event(
                workspace,
                AGGREGATE,
                GuardrailEvent.newBuilder().setFindingsRecorded(event).build());
    }

    private static RecordedFinding wire(StoredFinding finding) {
        RecordedFinding.Builder wire = RecordedFinding.newBuilder()
                .setId(finding.id().toString())
                .setSegmentId(finding.segment())
                .setInput(finding.direction() == org.llmops.guardrail.policies.Direction.INPUT)
                .setPolicy(PolicyWire.ref(new PolicyRef(new PolicyName(finding.policy()), finding.version())))
                .setRuleId(finding.rule())
                .setEntity(finding.entity())
                .setAction(finding.action().name().toLowerCase(java.util.Locale.ROOT))
                .setShadow(finding.mode() == StoredFinding.Mode.SHADOW)
                .setScore(finding.score())
                .setLength(finding.length());
        if (finding.callId() != null) {
            wire.setCallId(finding.callId());
        }
        return wire.build();
    }
}
