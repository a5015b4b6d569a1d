package org.llmops.guardrail.serving;

import java.util.List;
import java.util.Objects;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.placeholders.Replacement;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyWire;
import org.llmops.guardrail.policies.RailMode;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.Call;
import org.llmops.guardrail.redacting.Deadline;
import org.llmops.guardrail.redacting.Directive;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.guardrail.redacting.Unscanned;
import org.llmops.guardrail.screening.ScreenTexts;
import org.llmops.guardrail.screening.ScreenedTexts;
import org.llmops.guardrail.screening.Segment;
import org.llmops.guardrail.streaming.StreamStep;
import org.llmops.guardrail.v1.Contribution;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.guardrail.v1.ScreenResponse;
import org.llmops.guardrail.v1.ScreenStreamOpen;
import org.llmops.guardrail.v1.ScreenStreamReleased;
import org.llmops.guardrail.v1.ScreenStreamResponse;
import org.llmops.guardrail.v1.ScreenStreamVerdict;
import org.llmops.guardrail.v1.ScreenedSegment;
import org.llmops.platform.identity.WorkspaceId;

/** Screening between the domain and the contract. */
final class ScreeningWire {
    private ScreeningWire() {}

    static ScreenTexts command(ScreenRequest request, Deadline by) {
        Direction direction = direction(request.getDirection());
        return new ScreenTexts(
                request.getCallId(),
                direction,
                request.getSegmentsList().stream()
                        .map(segment ->
                                new Segment(segment.getId(), source(segment.getSource(), direction), segment.getText()))
                        .toList(),
                replacements(request.getReplacementsList()),
                around(request.getAroundList()),
                request.getAttributesMap(),
                request.getFollowsRoutes(),
                by,
                null);
    }

    static Call call(WorkspaceId workspace, ScreenStreamOpen open) {
        return new Call(
                workspace,
                direction(open.getDirection()),
                replacements(open.getReplacementsList()),
                around(open.getAroundList()),
                ScreenTexts.named(open.getCallId(), open.getAttributesMap()),
                false);
    }

    /** Who does not say sends what is usual: the user's words, or the model's. */
    static Source source(org.llmops.guardrail.v1.Source source, Direction direction) {
        return switch (source) {
            case SOURCE_SYSTEM -> Source.SYSTEM;
            case SOURCE_USER -> Source.USER;
            case SOURCE_ASSISTANT -> Source.ASSISTANT;
            case SOURCE_TOOL_ARGUMENTS -> Source.TOOL_ARGUMENTS;
            case SOURCE_TOOL_RESULT -> Source.TOOL_RESULT;
            case SOURCE_CONTEXT -> Source.CONTEXT;
            case SOURCE_REASONING -> Source.REASONING;
            case SOURCE_UNSPECIFIED, UNRECOGNIZED -> direction == Direction.INPUT ? Source.USER : Source.ASSISTANT;
        };
    }

    private static List<Scene.Around> around(List<org.llmops.guardrail.v1.Segment> around) {
        return around.stream()
                .map(other -> new Scene.Around(source(other.getSource(), Direction.INPUT), other.getText()))
                .toList();
    }

    static Direction direction(org.llmops.guardrail.v1.Direction direction) {
        return switch (direction) {
            case DIRECTION_INPUT -> Direction.INPUT;
            case DIRECTION_OUTPUT -> Direction.OUTPUT;
            case DIRECTION_UNSPECIFIED, UNRECOGNIZED ->
                throw GuardrailProblem.SCREENING_INVALID.at("direction", "Say which way the text goes");
        };
    }

    private static List<Replacement> replacements(List<org.llmops.guardrail.v1.Replacement> replacements) {
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
        screened.directives().forEach(directive -> response.addDirectives(directive(directive)));
        return response.setLooksAround(screened.looksAround())
                .setGuarded(screened.guarded())
                .build();
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
        concluded.directives().forEach(directive -> verdict.addDirectives(directive(directive)));
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
                .setAction(verdict(finding.done().verdict()))
                .setReason(finding.reason())
                .setRuleAction(action(finding.action()))
                .setMode(
                        finding.mode() == RailMode.SHADOW
                                ? org.llmops.guardrail.v1.RailMode.RAIL_MODE_SHADOW
                                : org.llmops.guardrail.v1.RailMode.RAIL_MODE_ENFORCE)
                .setDetector(finding.detector())
                .setDetectorVersion(finding.detectorVersion())
                .setDetectorRule(finding.detectorRule());
        finding.contributions()
                .forEach(share -> wire.addContributions(
                        Contribution.newBuilder().setFeature(share.feature()).setWeight(share.weight())));
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
                .setRuleId(Objects.requireNonNullElse(unscanned.rail(), ""))
                .build();
    }

    private static org.llmops.guardrail.v1.Directive directive(Directive directive) {
        return org.llmops.guardrail.v1.Directive.newBuilder()
                .setAction(action(directive.action()))
                .setRuleId(directive.ruleId())
                .setSegmentId(directive.segmentId())
                .setDetail(directive.detail())
                .setTimes(directive.times())
                .build();
    }

    private static org.llmops.guardrail.v1.Action action(Action action) {
        return switch (action) {
            case ALLOW -> org.llmops.guardrail.v1.Action.ACTION_ALLOW;
            case FLAG -> org.llmops.guardrail.v1.Action.ACTION_FLAG;
            case REDACT -> org.llmops.guardrail.v1.Action.ACTION_REDACT;
            case REWRITE -> org.llmops.guardrail.v1.Action.ACTION_REWRITE;
            case QUARANTINE -> org.llmops.guardrail.v1.Action.ACTION_QUARANTINE;
            case ROUTE -> org.llmops.guardrail.v1.Action.ACTION_ROUTE;
            case RE_ASK -> org.llmops.guardrail.v1.Action.ACTION_RE_ASK;
            case HUMAN_REVIEW -> org.llmops.guardrail.v1.Action.ACTION_HUMAN_REVIEW;
            case BLOCK -> org.llmops.guardrail.v1.Action.ACTION_BLOCK;
        };
    }

    private static org.llmops.guardrail.v1.Verdict verdict(Verdict verdict) {
        return switch (verdict) {
            case ALLOW -> org.llmops.guardrail.v1.Verdict.VERDICT_ALLOW;
            case REDACT -> org.llmops.guardrail.v1.Verdict.VERDICT_REDACT;
            case BLOCK -> org.llmops.guardrail.v1.Verdict.VERDICT_BLOCK;
        };
    }
}
