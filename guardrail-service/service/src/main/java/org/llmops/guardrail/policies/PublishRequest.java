package org.llmops.guardrail.policies;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A draft as JSON. */
public record PublishRequest(
        @NotNull(message = "Give 1 to 50 rails")
        @Schema(description = "1 to 50; the order decides between rails that would otherwise tie")
        List<@NotNull @Valid RailBody> rails,

        @Schema(description = "What is done with text beyond the size limit: `block` (default), or `allow` and say so")
        @Nullable
        Verdict unscanned,

        @Schema(
                description = "Within how much time a request is screened, 1 to 60000; default: the service's setting."
                        + " What was not looked at by then is unscanned")
        @Nullable
        Integer deadlineMs) {
    public PolicyDraft draft(Repertoire repertoire) {
        return PolicyDraft.of(
                rails.stream().map(RailBody::rail).toList(),
                Objects.requireNonNullElse(unscanned, Verdict.BLOCK),
                deadlineMs,
                repertoire);
    }
}
