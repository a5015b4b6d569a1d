package org.llmops.prompt.catalog;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import org.llmops.prompt.template.Template;
import org.llmops.prompt.template.TemplatePart.Text;
import org.llmops.prompt.template.TemplatePart.Variable;
import org.llmops.prompt.v1.TemplatePart;

/** Says versions in protobuf. */
public final class PromptWire {
    private PromptWire() {}

    public static org.llmops.prompt.v1.PromptVersion version(PromptVersion version) {
        var wire = org.llmops.prompt.v1.PromptVersion.newBuilder()
                .setName(version.prompt().value())
                .setVersion(version.number())
                .setKind(kind(version.kind()))
                .addAllVariables(version.variables())
                .setConfigJson(version.config().map(PromptConfig::json).orElse(""))
                .setCommitMessage(version.commitMessage())
                .setAuthor(version.author())
                .setPublishedAt(timestamp(version.publishedAt()));
        version.messages().forEach(message -> wire.addMessages(message(message)));
        return wire.build();
    }

    private static org.llmops.prompt.v1.PromptKind kind(PromptKind kind) {
        return switch (kind) {
            case TEXT -> org.llmops.prompt.v1.PromptKind.PROMPT_KIND_TEXT;
            case CHAT -> org.llmops.prompt.v1.PromptKind.PROMPT_KIND_CHAT;
        };
    }

    private static org.llmops.prompt.v1.PromptMessage message(PromptMessage message) {
        return org.llmops.prompt.v1.PromptMessage.newBuilder()
                .setRole(message.role().wireName())
                .addAllParts(parts(message.content()))
                .build();
    }

    private static Iterable<TemplatePart> parts(Template template) {
        return template.parts().stream().map(PromptWire::part).toList();
    }

    private static TemplatePart part(org.llmops.prompt.template.TemplatePart part) {
        return switch (part) {
            case Text text -> TemplatePart.newBuilder().setText(text.text()).build();
            case Variable variable ->
                TemplatePart.newBuilder().setVariable(variable.name()).build();
        };
    }

    private static Timestamp timestamp(Instant at) {
        return Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }
}
