package org.llmops.guardrail.serving;

import java.util.List;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyWire;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.guardrail.redacting.Replacement;
import org.llmops.guardrail.redacting.Unscanned;
import org.llmops.guardrail.screening.ScreenTexts;
import org.llmops.guardrail.screening.ScreenedTexts;
import org.llmops.guardrail.screening.Segment;
import org.llmops.guardrail.streaming.StreamStep;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.guardrail.v1.ScreenResponse;
import org.llmops.guardrail.v1.ScreenStreamReleased;
import org.llmops.guardrail.v1.ScreenStreamResponse;
import org.llmops.guardrail.v1.ScreenStreamVerdict;
import org.llmops.guardrail.v1.ScreenedSegment;

/** Screening between the domain and the contract. */
final class ScreeningWire {
    private ScreeningWire() {}

    static ScreenTexts command(ScreenRequest request) {
        return new ScreenTexts(
                direction(request.getDirection()),
                request.getSegmentsList().stream()
                        .map(segment -> new Segment(segment.getId(), segment.getText()))
                        .toList(),
                replacements(request.getReplacementsList()),
                null);
    }

    static Direction direction(org.llmops.guardrail.v1.Direction direction) {
        return switch (direction) {
            case DIRECTION_INPUT -> Direction.INPUT;
            case DIRECTION_OUTPUT -> Direction.OUTPUT;
            case DIRECTION_UNSPECIFIED, UNRECOGNIZED ->
                throw GuardrailProblem.SCREENING_INVALID.at("direction", "Say which way the text goes");
        };
    }

    static List<Replacement> replacements(List<org.llmops.guardrail.v1.Replacement> replacements) {
        return replacements.stream()
                .map(given -> new Replacement(given.getPlaceholder(), given.getOriginal()))
                .toList();
    }

    static ScreenResponse response(ScreenedTexts screened) {
        ScreenResponse.Builder response = ScreenResponse.newBuilder().setVerdict(verdict(screened.verdict()));
        screened.texts()
                .forEach(text -> response.addSegments(ScreenedSegment.newBuilder()
                        .setId(text.id())
                        .setText(text.text())
                        .setVerdict(verdict(text.verdict()))));
        screened.findings().forEach(finding -> response.addFindings(finding(finding)));
        if (screened.policy() != null) {
            response.setPolicy(PolicyWire.ref(screened.policy()));
        }
        screened.issued()
                .forEach(replacement -> response.addReplacements(org.llmops.guardrail.v1.Replacement.newBuilder()
                        .setPlaceholder(replacement.placeholder())
                        .setOriginal(replacement.original())));
        screened.unscanned().forEach(unscanned -> response.addUnscanned(unscanned(unscanned)));
        return response.build();
    }

    static ScreenStreamResponse response(StreamStep step) {
        return switch (step) {
            case StreamStep.Released released ->
                ScreenStreamResponse.newBuilder()
                        .setReleased(ScreenStreamReleased.newBuilder()
                                .setChannel(released.channel())
                                .setText(released.text())
                                .setEnded(released.ended()))
                        .build();
            case StreamStep.Concluded concluded ->
                ScreenStreamResponse.newBuilder().setVerdict(verdict(concluded)).build();
        };
    }

    private static ScreenStreamVerdict verdict(StreamStep.Concluded concluded) {
        ScreenStreamVerdict.Builder verdict = ScreenStreamVerdict.newBuilder().setVerdict(verdict(concluded.verdict()));
        concluded.findings().forEach(finding -> verdict.addFindings(finding(finding)));
        if (concluded.policy() != null) {
            verdict.setPolicy(PolicyWire.ref(concluded.policy()));
        }
        concluded.unscanned().forEach(unscanned -> verdict.addUnscanned(unscanned(unscanned)));
        return verdict.build();
    }

    private static org.llmops.guardrail.v1.Finding finding(Finding finding) {
        org.llmops.guardrail.v1.Finding.Builder wire = org.llmops.guardrail.v1.Finding.newBuilder()
                .setSegmentId(finding.segmentId())
                .setRuleId(finding.ruleId())
                .setEntity(finding.entity())
                .setStart(finding.start())
                .setEnd(finding.end())
                .setScore(finding.score())
                .setAction(verdict(finding.action().verdict()))
                .setReason(finding.reason());
        if (finding.placeholder() != null) {
            wire.setPlaceholder(finding.placeholder());
        }
        return wire.build();
    }

    private static org.llmops.guardrail.v1.Unscanned unscanned(Unscanned unscanned) {
        return org.llmops.guardrail.v1.Unscanned.newBuilder()
                .setSegmentId(unscanned.segmentId())
                .setReason(unscanned.reason())
                .setBytes(unscanned.bytes())
                .build();
    }

    private static org.llmops.guardrail.v1.Verdict verdict(Verdict verdict) {
        return switch (verdict) {
            case ALLOW -> org.llmops.guardrail.v1.Verdict.VERDICT_ALLOW;
            case REDACT -> org.llmops.guardrail.v1.Verdict.VERDICT_REDACT;
            case BLOCK -> org.llmops.guardrail.v1.Verdict.VERDICT_BLOCK;
        };
    }
}
