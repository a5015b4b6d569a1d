package org.llmops.prompt.rendering;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.prompt.catalog.MessageBody;
import org.llmops.prompt.catalog.PromptConfig;
import org.llmops.prompt.catalog.PromptKind;
import org.llmops.prompt.catalog.PromptVersion;
import org.llmops.prompt.resolving.Resolved;

/** A rendered version as JSON. */
@RegisterForReflection
@Schema(
        name = "RenderedPrompt",
        requiredProperties = {"name", "version", "kind"})
record RenderedBody(
        String name,
        int version,

        @Schema(description = "The label that led here; absent when asked for by number") @Nullable
        String label,

        PromptKind kind,

        @Schema(description = "What a text prompt says") @Nullable
        String text,

        @Schema(description = "What a chat prompt says") @Nullable
        List<MessageBody> messages,

        @Schema(type = SchemaType.OBJECT, description = "Model settings the author recommends") @JsonRawValue @Nullable
        String config) {

    static RenderedBody of(Resolved resolved, Values values) {
        PromptVersion version = resolved.version();
        List<MessageBody> messages = values.render(version.messages(), version.variables());
        boolean chat = version.kind() == PromptKind.CHAT;
        return new RenderedBody(
                version.prompt().value(),
                version.number(),
                resolved.label(),
                version.kind(),
                chat ? null : messages.getFirst().content(),
                chat ? messages : null,
                version.config().map(PromptConfig::json).orElse(null));
    }
}
