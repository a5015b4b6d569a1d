package org.llmops.guardrail.screening;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.placeholders.Replacement;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.redacting.Deadline;

/** Texts to screen, as JSON. */
record ScreenRequestBody(
        @Schema(description = "The call these texts belong to") @Nullable
        String callId,

        @NotNull Direction direction,
        @NotNull List<@NotNull @Valid SegmentBody> segments,

        @Schema(description = "`output` only: what the screening of the input replaced, to be restored") @Nullable
        List<@NotNull @Valid ReplacementBody> replacements,

        @Schema(
                description =
                        "`output` only: what the answer can be held against, such as system prompt, question, context")
        @Nullable
        List<@NotNull @Valid SegmentBody> around,

        @Schema(description = "Who calls and what for: app, key, model, route, prompt, conversation, subject") @Nullable
        Map<@NotNull String, @NotNull String> attributes,

        @Schema(description = "Whether a `route` directive will be followed; default false: then it is a refusal")
        @Nullable
        Boolean followsRoutes,

        @Schema(description = "The version to try; default: the one in force") @Valid @Nullable
        PolicyBody policy) {

    /** One text. */
    @Schema(name = "ScreenSegment")
    record SegmentBody(
            @Schema(description = "Returned with the outcome; default: its position") @Nullable
            String id,

            @Schema(description = "Where it comes from; default: user, and assistant in `output`") @Nullable
            Source source,

            @NotNull String text) {
        private Source sourceIn(Direction direction) {
            return Objects.requireNonNullElse(source, direction == Direction.INPUT ? Source.USER : Source.ASSISTANT);
        }
    }

    /** A placeholder and what it stands for. */
    @Schema(name = "ReplacementGiven")
    record ReplacementBody(
            @NotNull String placeholder, @NotNull String original) {}

    /** A policy version. */
    @Schema(name = "PolicyTried")
    record PolicyBody(@NotNull String name, @NotNull @Min(1) Integer version) {}

    ScreenTexts command() {
        List<Segment> texts = new ArrayList<>();
        for (SegmentBody segment : segments) {
            String id = Objects.requireNonNullElse(segment.id(), String.valueOf(texts.size()));
            texts.add(new Segment(id, segment.sourceIn(direction), segment.text()));
        }
        return new ScreenTexts(
                Objects.requireNonNullElse(callId, ""),
                direction,
                texts,
                Objects.requireNonNullElse(replacements, List.<ReplacementBody>of()).stream()
                        .map(given -> new Replacement(given.placeholder(), given.original()))
                        .toList(),
                Objects.requireNonNullElse(around, List.<SegmentBody>of()).stream()
                        .map(given -> new Scene.Around(given.sourceIn(Direction.INPUT), given.text()))
                        .toList(),
                Objects.requireNonNullElse(attributes, Map.of()),
                Boolean.TRUE.equals(followsRoutes),
                Deadline.NEVER,
                policy == null ? null : new PolicyRef(new PolicyName(policy.name()), policy.version()));
    }
}
