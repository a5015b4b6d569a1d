package org.llmops.prompt.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.llmops.prompt.PromptProblem;
import org.llmops.prompt.template.StorableText;

/**
 * All that an author says of a version. What cannot be published cannot be constructed.
 *
 * @param messages a draft of kind text has exactly one, of role user
 */
public record Draft(
        PromptKind kind,
        List<PromptMessage> messages,
        @Nullable PromptConfig config,
        String commitMessage) {
    private static final int MAX_MESSAGES = 100;
    private static final int MAX_TEMPLATE_BYTES = 256 * 1024;
    private static final int MAX_VARIABLES = 100;
    private static final int MAX_COMMIT_MESSAGE = 1000;

    public Draft {
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw PromptProblem.VERSION_MALFORMED.at("messages", "Give at least one message");
        }
        if (kind == PromptKind.TEXT
                && (messages.size() > 1 || messages.getFirst().role() != Role.USER)) {
            throw PromptProblem.VERSION_MALFORMED.at("messages", "A text prompt is exactly one user message");
        }
        if (messages.size() > MAX_MESSAGES) {
            throw PromptProblem.LIMIT_EXCEEDED.at("messages", "At most %d messages".formatted(MAX_MESSAGES));
        }
        if (bytesOf(messages) > MAX_TEMPLATE_BYTES) {
            throw PromptProblem.TEMPLATE_TOO_LARGE.because(
                    "All messages together have at most %d bytes of UTF-8".formatted(MAX_TEMPLATE_BYTES));
        }
        if (variablesOf(messages).size() > MAX_VARIABLES) {
            throw PromptProblem.LIMIT_EXCEEDED.because(
                    "All messages together have at most %d variables".formatted(MAX_VARIABLES));
        }
        if (commitMessage.isBlank() || !StorableText.isStorable(commitMessage)) {
            throw PromptProblem.VERSION_MALFORMED.at("commit_message", "Say in text what changed");
        }
        if (commitMessage.length() > MAX_COMMIT_MESSAGE) {
            throw PromptProblem.VERSION_MALFORMED.at(
                    "commit_message", "At most %d characters".formatted(MAX_COMMIT_MESSAGE));
        }
    }

    static SortedSet<String> variablesOf(List<PromptMessage> messages) {
        SortedSet<String> variables = new TreeSet<>();
        messages.forEach(message -> variables.addAll(message.content().variables()));
        return variables;
    }

    private static long bytesOf(List<PromptMessage> messages) {
        return messages.stream()
                .mapToLong(message -> message.content().source().getBytes(UTF_8).length)
                .sum();
    }
}
