package org.llmops.prompt.rendering;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.prompt.resolving.Selector;

/** What to render. */
record RenderRequest(
        @Schema(description = "Exactly this version") @Nullable
        Integer version,

        @Schema(description = "The version this label points at; `production` without either") @Nullable
        String label,

        @Schema(description = "A value for every variable of the prompt, and no other") @Size(max = 200) @Nullable
        Map<String, @NotNull String> variables) {

    Selector selector() {
        return Selector.of(version, label);
    }

    Values values() {
        return new Values(Objects.requireNonNullElse(variables, Map.of()));
    }
}
