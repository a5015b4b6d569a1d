package org.llmops.prompt.labelling;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A move as JSON. */
@RegisterForReflection
@Schema(
        name = "PromptLabelMove",
        requiredProperties = {"label", "moved_by", "moved_at"})
record LabelMoveBody(
        String label,

        @Schema(description = "Absent when the label was new") @Nullable
        Integer fromVersion,

        @Schema(description = "Absent when the label was removed") @Nullable
        Integer toVersion,

        String movedBy,
        Instant movedAt) {
    static LabelMoveBody of(LabelMove move) {
        return new LabelMoveBody(move.label(), move.fromVersion(), move.toVersion(), move.movedBy(), move.movedAt());
    }
}
