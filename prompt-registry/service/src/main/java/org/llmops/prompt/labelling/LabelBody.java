package org.llmops.prompt.labelling;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A label as JSON. */
@RegisterForReflection
@Schema(
        name = "PromptLabel",
        requiredProperties = {"label", "version", "moved_by", "moved_at"})
record LabelBody(String label, int version, String movedBy, Instant movedAt) {
    static LabelBody of(Label label) {
        return new LabelBody(label.name().value(), label.version(), label.movedBy(), label.movedAt());
    }
}
