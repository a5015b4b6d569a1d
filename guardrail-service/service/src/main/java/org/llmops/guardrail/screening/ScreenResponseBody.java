package org.llmops.guardrail.screening;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.guardrail.redacting.Replacement;
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

        @Schema(description = "What no rule has seen, and why")
        List<UnscannedBody> unscanned) {

    static ScreenResponseBody of(ScreenedTexts screened) {
        return new ScreenResponseBody(
                screened.verdict(),
                screened.texts().stream()
                        .map(text -> new SegmentBody(text.id(), text.text(), text.verdict()))
                        .toList(),
                screened.findings().stream().map(FindingBody::of).toList(),
                PolicyBody.of(screened.policy()),
                screened.issued().stream().map(ReplacementBody::of).toList(),
                screened.unscanned().stream().map(UnscannedBody::of).toList());
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
            String ruleId,
            String entity,
            int start,
            int end,
            double score,
            Action action,
            String reason,
            @Nullable String placeholder) {
        static FindingBody of(Finding finding) {
            return new FindingBody(
                    finding.segmentId(),
                    finding.ruleId(),
                    finding.entity(),
                    finding.start(),
                    finding.end(),
                    finding.score(),
                    finding.action(),
                    finding.reason(),
                    finding.placeholder());
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

    /** Text that no rule has seen. */
    @RegisterForReflection
    @Schema(name = "Unscanned")
    record UnscannedBody(String segmentId, String reason, long bytes) {
        static UnscannedBody of(Unscanned unscanned) {
            return new UnscannedBody(unscanned.segmentId(), unscanned.reason(), unscanned.bytes());
        }
    }
}
