package org.llmops.prompt.browsing;

import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.llmops.prompt.catalog.PromptKind;
import org.llmops.prompt.labelling.LabelName;

/** The part of a query that says which prompts. */
public class PromptFilter {
    @QueryParam("kind")
    @Parameter(description = "Only prompts of this kind", schema = @Schema(enumeration = {"text", "chat"}))
    @Nullable
    String kind;

    @QueryParam("label")
    @Parameter(description = "Only prompts with this label")
    @Nullable
    String label;

    Optional<PromptKind> kind() {
        return Optional.ofNullable(kind).map(PromptKind::parse);
    }

    /** Every prompt has a latest version, so that label leaves nothing out. */
    Optional<LabelName> label() {
        return Optional.ofNullable(label).map(LabelName::new).filter(name -> !name.isLatest());
    }
}
