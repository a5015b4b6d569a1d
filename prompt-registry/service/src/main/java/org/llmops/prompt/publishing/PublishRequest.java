package org.llmops.prompt.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.problem.FieldError;
import org.llmops.prompt.PromptProblem;
import org.llmops.prompt.catalog.Draft;
import org.llmops.prompt.catalog.PromptConfig;
import org.llmops.prompt.catalog.PromptKind;
import org.llmops.prompt.catalog.PromptMessage;
import org.llmops.prompt.catalog.PromptName;
import org.llmops.prompt.catalog.Role;
import org.llmops.prompt.labelling.LabelName;
import org.llmops.prompt.template.MalformedTemplate;
import org.llmops.prompt.template.Template;

/** A draft as JSON. */
record PublishRequest(
        @NotNull PromptKind kind,

        @Schema(description = "The template of a text prompt", examples = "Summarise for {{audience}}: {{text}}")
        @Nullable
        String text,

        @Schema(description = "The templates of a chat prompt, 1 to 100") @Nullable
        List<@NotNull @Valid Message> messages,

        @Schema(
                implementation = Object.class,
                type = SchemaType.OBJECT,
                description = "Model settings you recommend, stored as they are; at most 16 KiB",
                examples = "{\"temperature\": 0.2}")
        @Nullable
        JsonNode config,

        @NotNull @Schema(description = "What changed, and why; at most 1000 characters")
        String commitMessage,

        @Schema(description = "Labels to put on the version at once") @Nullable
        List<@NotNull String> labels) {

    /** One message of a chat prompt. */
    @Schema(name = "PublishMessage")
    record Message(@NotNull Role role, @NotNull String content) {}

    PublishVersion command(PromptName prompt) {
        return new PublishVersion(prompt, draft(), labelNames());
    }

    private Draft draft() {
        return new Draft(
                kind,
                kind == PromptKind.TEXT ? textMessage() : chatMessages(),
                config == null || config.isNull() ? null : PromptConfig.of(config),
                commitMessage);
    }

    private List<PromptMessage> textMessage() {
        if (text == null || messages != null) {
            throw PromptProblem.VERSION_MALFORMED.at("text", "A text prompt has 'text' and no 'messages'");
        }
        List<FieldError> faults = new ArrayList<>();
        Template template = parse(text, "text", faults);
        refuse(faults);
        return List.of(new PromptMessage(Role.USER, template));
    }

    private List<PromptMessage> chatMessages() {
        if (messages == null || text != null) {
            throw PromptProblem.VERSION_MALFORMED.at("messages", "A chat prompt has 'messages' and no 'text'");
        }
        List<FieldError> faults = new ArrayList<>();
        List<PromptMessage> parsed = new ArrayList<>();
        for (Message message : messages) {
            String field = "messages[%d].content".formatted(parsed.size());
            parsed.add(new PromptMessage(message.role(), parse(message.content(), field, faults)));
        }
        refuse(faults);
        return parsed;
    }

    /** Collects what is wrong, so that an author sees the faults of all messages at once. */
    private static Template parse(String source, String field, List<FieldError> faults) {
        try {
            return Template.parse(source);
        } catch (MalformedTemplate malformed) {
            faults.add(new FieldError(field, malformed.fault()));
            return Template.parse("");
        }
    }

    private static void refuse(List<FieldError> faults) {
        if (!faults.isEmpty()) {
            throw PromptProblem.TEMPLATE_MALFORMED.at(faults);
        }
    }

    private List<LabelName> labelNames() {
        return Objects.requireNonNullElse(labels, List.<String>of()).stream()
                .map(LabelName::new)
                .toList();
    }
}
