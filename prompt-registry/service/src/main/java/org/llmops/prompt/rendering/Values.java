package org.llmops.prompt.rendering;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.llmops.platform.problem.FieldError;
import org.llmops.platform.problem.RequestProblem;
import org.llmops.prompt.PromptProblem;
import org.llmops.prompt.catalog.MessageBody;
import org.llmops.prompt.catalog.PromptMessage;
import org.llmops.prompt.template.StorableText;
import org.llmops.prompt.template.Template;
import org.llmops.prompt.template.TemplatePart;
import org.llmops.prompt.template.TemplatePart.Text;
import org.llmops.prompt.template.TemplatePart.Variable;
import org.llmops.prompt.template.VariableMismatch;

/** The values a caller gives for a prompt's variables, verbatim. */
record Values(Map<String, String> byName) {
    /** A value may stand in thousands of places: without a bound, a small request could ask for gigabytes. */
    private static final long MAX_RENDERED_BYTES = 4L * 1024 * 1024;

    /** Names that no prompt can have are not repeated in the answer. */
    private static final int MAX_NAME_LENGTH = 64;

    Values {
        byName = Map.copyOf(byName);
        if (!byName.entrySet().stream().allMatch(Values::isText)) {
            throw RequestProblem.FIELD_INVALID.at(
                    "variables", "Give names of at most 64 characters, and whole Unicode characters other than U+0000");
        }
    }

    /** Fills in all messages, if the values are exactly the variables. */
    List<MessageBody> render(List<PromptMessage> messages, SortedSet<String> variables) {
        refuse(VariableMismatch.between(variables, byName.keySet()));
        refuseTooLarge(messages);
        return messages.stream()
                .map(message ->
                        new MessageBody(message.role(), message.content().render(byName)))
                .toList();
    }

    private static void refuse(VariableMismatch mismatch) {
        if (mismatch.isEmpty()) {
            return;
        }
        List<FieldError> errors = new ArrayList<>();
        mismatch.missing().forEach(name -> errors.add(new FieldError("variables." + name, "This variable is missing")));
        mismatch.unknown()
                .forEach(name -> errors.add(new FieldError("variables." + name, "The prompt has no such variable")));
        throw PromptProblem.VARIABLES_MISMATCHED.at(errors);
    }

    private void refuseTooLarge(List<PromptMessage> messages) {
        Map<String, Long> sizes = byName.entrySet().stream().collect(toMap(Map.Entry::getKey, value ->
                (long) value.getValue().getBytes(UTF_8).length));
        long bytes = messages.stream()
                .map(PromptMessage::content)
                .map(Template::parts)
                .flatMap(List::stream)
                .mapToLong(part -> size(part, sizes))
                .sum();
        if (bytes > MAX_RENDERED_BYTES) {
            throw PromptProblem.RENDERED_TOO_LARGE.because(
                    "It would have %d bytes; at most %d are rendered".formatted(bytes, MAX_RENDERED_BYTES));
        }
    }

    private static long size(TemplatePart part, Map<String, Long> sizes) {
        return switch (part) {
            case Text text -> text.text().getBytes(UTF_8).length;
            case Variable variable -> sizes.getOrDefault(variable.name(), 0L);
        };
    }

    private static boolean isText(Map.Entry<String, String> value) {
        return value.getKey().length() <= MAX_NAME_LENGTH
                && StorableText.isStorable(value.getKey())
                && StorableText.isStorable(value.getValue());
    }
}
