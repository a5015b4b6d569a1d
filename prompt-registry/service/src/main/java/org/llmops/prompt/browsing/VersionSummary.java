package org.llmops.prompt.browsing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.llmops.prompt.labelling.Label;

/** A version as JSON in a list, without its texts. */
@RegisterForReflection
@Schema(
        name = "PromptVersionSummary",
        requiredProperties = {"version", "commit_message", "author", "published_at", "labels"})
record VersionSummary(
        int version,
        String commitMessage,
        String author,
        Instant publishedAt,
        @Schema(description = "Labels that point at it now") List<String> labels) {

    static VersionSummary of(VersionRow row, Collection<Label> labels) {
        return new VersionSummary(
                row.version(),
                row.commitMessage(),
                row.author(),
                row.publishedAt(),
                labels.stream()
                        .filter(label -> label.version() == row.version())
                        .map(label -> label.name().value())
                        .toList());
    }
}
