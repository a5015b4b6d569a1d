package org.llmops.prompt.catalog;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version as JSON.
 *
 * @param label the label that led here; absent when the version was asked for by number
 * @param text the template of a text prompt
 * @param messages the templates of a chat prompt
 */
@RegisterForReflection
@Schema(
        name = "PromptVersion",
        requiredProperties = {"name", "version", "kind", "variables", "commit_message", "author", "published_at"})
public record VersionBody(
        String name,
        int version,

        @Schema(description = "The label that led here; absent when asked for by number") @Nullable
        String label,

        PromptKind kind,

        @Schema(description = "The template of a text prompt") @Nullable
        String text,

        @Schema(description = "The templates of a chat prompt") @Nullable
        List<MessageBody> messages,

        @Schema(description = "Every variable of the templates; a caller gives exactly these")
        SortedSet<String> variables,

        @Schema(type = SchemaType.OBJECT, description = "Model settings the author recommends") @JsonRawValue @Nullable
        String config,

        String commitMessage,
        String author,
        Instant publishedAt) {

    public static VersionBody of(PromptVersion version) {
        return of(version, null);
    }

    public static VersionBody of(PromptVersion version, @Nullable String label) {
        boolean chat = version.kind() == PromptKind.CHAT;
        return new VersionBody(
                version.prompt().value(),
                version.number(),
                label,
                version.kind(),
                chat ? null : version.messages().getFirst().content().source(),
                chat ? version.messages().stream().map(MessageBody::of).toList() : null,
                version.variables(),
                version.config().map(PromptConfig::json).orElse(null),
                version.commitMessage(),
                version.author(),
                version.publishedAt());
    }
}
