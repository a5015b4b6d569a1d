package org.llmops.guardrail.findings;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a workspace lets be kept, as JSON. */
@Schema(name = "RecordingRequest")
record RecordingRequest(
        @NotNull @Schema(description = "Whether texts are kept, sealed; else only keyed fingerprints of them")
        Boolean content,

        @Schema(description = "0 to 1: of all calls, the share recorded though nothing was found; default 0.01")
        @Nullable
        @DecimalMin("0")
        @DecimalMax("1")
        Double sampleRate,

        @Schema(description = "1 to 400; default 30") @Nullable @Min(1) @Max(400)
        Integer retentionDays,

        @Schema(description = "0 to 1: of all findings, the share that goes to the review queue; default 0")
        @Nullable
        @DecimalMin("0")
        @DecimalMax("1")
        Double reviewRate,

        @Schema(description = "0 to 1: findings that score less go to the review queue; default 0")
        @Nullable
        @DecimalMin("0")
        @DecimalMax("1")
        Double unsureBelow) {
    Recording recording(String by, Instant at) {
        return new Recording(
                content,
                Objects.requireNonNullElse(sampleRate, Recording.DEFAULT.sampleRate()),
                Objects.requireNonNullElse(retentionDays, Recording.DEFAULT.retentionDays()),
                Objects.requireNonNullElse(reviewRate, Recording.DEFAULT.reviewRate()),
                Objects.requireNonNullElse(unsureBelow, Recording.DEFAULT.unsureBelow()),
                by,
                at);
    }
}
