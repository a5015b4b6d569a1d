package org.llmops.guardrail.screening;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.placeholders.Replacement;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.RailMode;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.Directive;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.guardrail.redacting.Unscanned;

/** What became of the texts, as JSON. */
@RegisterForReflection
@Schema(name = "Screened")
record ScreenResponseBody(
        @Schema(description = "The strictest of all texts") Verdict verdict,

        @Schema(description = "In the order of the request; empty texts when the verdict is `block`")
        List<SegmentBody> segments,

        List<FindingBody> findings,

        @Schema(description = "What decided; absent when none is in force, and then nothing was scanned") @Nullable
        PolicyBody policy,

        @Schema(description = "What was replaced and can be restored: keep it for this call, and nowhere else")
        List<ReplacementBody> replacements,

        @Schema(description = "What the rule `rule_id`, or without it every rule, has not seen, and why")
        List<UnscannedBody> unscanned,

        @Schema(description = "What is asked for beyond the verdict, strictest first")
        List<DirectiveBody> directives,

        @Schema(description = "Whether the screening of the answer wants to see `around`")
        boolean looksAround,

        @Schema(description = "Whether the workspace has policies, even if none is for this call")
        boolean guarded) {

    static ScreenResponseBody of(ScreenedTexts screened) {
        return new ScreenResponseBody(
                screened.verdict(),
                screened.texts().stream()
                        .map(text -> new SegmentBody(text.id(), text.text(), text.verdict()))
                        .toList(),
                screened.findings().stream().map(FindingBody::of).toList(),
                PolicyBody.of(screened.policy()),
                screened.issued().stream().map(ReplacementBody::of).toList(),
                screened.unscanned().stream().map(UnscannedBody::of).toList(),
                screened.directives().stream().map(DirectiveBody::of).toList(),
                screened.looksAround(),
                screened.guarded());
    }

    /** One text after screening. */
    @RegisterForReflection
    @Schema(name = "ScreenedSegment")
    record SegmentBody(String id, String text, Verdict verdict) {}

    /** Something a rule matched; positions count Unicode code points of the original text. */
    @RegisterForReflection
    @Schema(name = "Finding")
    record FindingBody(
            String segmentId,
            @Schema(description = "The rail") String ruleId,
            String detector,
            String detectorVersion,

            @Schema(description = "Which of the detector's own rules")
            String detectorRule,

            String entity,
            int start,
            int end,
            double score,

            @Schema(description = "What was done, or in shadow would have been")
            Action action,

            RailMode mode,
            String reason,

            @Schema(description = "What weighed in a learned score")
            List<ContributionBody> contributions,

            @Nullable String placeholder) {
        static FindingBody of(Finding finding) {
            return new FindingBody(
                    finding.segmentId(),
                    finding.ruleId(),
                    finding.detector(),
                    finding.detectorVersion(),
                    finding.detectorRule(),
                    finding.entity(),
                    finding.start(),
                    finding.end(),
                    finding.score(),
                    finding.action(),
                    finding.mode(),
                    finding.reason(),
                    finding.contributions().stream()
                            .map(share -> new ContributionBody(share.feature(), share.weight()))
                            .toList(),
                    finding.placeholder());
        }
    }

    /** One feature's share in a learned score, in log-odds. */
    @RegisterForReflection
    @Schema(name = "Contribution")
    record ContributionBody(String feature, double weight) {}

    /** What a finding asks for. */
    @RegisterForReflection
    @Schema(name = "Directive")
    record DirectiveBody(
            Action action,
            String ruleId,
            String segmentId,

            @Schema(description = "The route, or what to tell the model; empty for others")
            String detail,

            @Schema(description = "How often at most the model is asked again; 0 for others")
            int times) {
        static DirectiveBody of(Directive directive) {
            return new DirectiveBody(
                    directive.action(),
                    directive.ruleId(),
                    directive.segmentId(),
                    directive.detail(),
                    directive.times());
        }
    }

    /** The version that decided. */
    @RegisterForReflection
    @Schema(name = "PolicyUsed")
    record PolicyBody(String name, int version) {
        static @Nullable PolicyBody of(@Nullable PolicyRef ref) {
            return ref == null ? null : new PolicyBody(ref.name().value(), ref.version());
        }
    }

    /** A placeholder and what it stands for. */
    @RegisterForReflection
    @Schema(name = "Replacement")
    record ReplacementBody(String placeholder, String original) {
        static ReplacementBody of(Replacement replacement) {
            return new ReplacementBody(replacement.placeholder(), replacement.original());
        }
    }

    /** Text that was not looked at. */
    @RegisterForReflection
    @Schema(name = "Unscanned")
    record UnscannedBody(String segmentId, @Nullable String ruleId, String reason, long bytes) {
        static UnscannedBody of(Unscanned unscanned) {
            return new UnscannedBody(unscanned.segmentId(), unscanned.rail(), unscanned.reason(), unscanned.bytes());
        }
    }
}
