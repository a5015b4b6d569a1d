package org.llmops.prompt.browsing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.llmops.prompt.catalog.Prompt;
import org.llmops.prompt.catalog.PromptKind;
import org.llmops.prompt.labelling.Label;

/** A prompt as JSON, without its texts. */
@RegisterForReflection
@Schema(
        name = "Prompt",
        requiredProperties = {"name", "kind", "latest_version", "labels", "created_by", "created_at", "published_at"})
record PromptBody(
        String name,
        PromptKind kind,
        int latestVersion,
        @Schema(description = "Where each label points") SortedMap<String, Integer> labels,
        String createdBy,
        Instant createdAt,

        @Schema(description = "When the latest version was published")
        Instant publishedAt) {

    static PromptBody of(Prompt prompt, Collection<Label> labels) {
        SortedMap<String, Integer> versions = new TreeMap<>();
        labels.forEach(label -> versions.put(label.name().value(), label.version()));
        return new PromptBody(
                prompt.name().value(),
                prompt.kind(),
                prompt.latestVersion(),
                versions,
                prompt.createdBy(),
                prompt.createdAt(),
                prompt.publishedAt());
    }
}
