package org.llmops.simulator.answering;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a caller asks of a model, whichever API it came through.
 *
 * @param maxTokens the longest answer allowed, reasoning included
 * @param stops the answer ends before the first of these
 */
public record Prompt(
        List<Message> messages,
        List<Tool> tools,
        ToolChoice toolChoice,
        OutputFormat format,
        OptionalInt maxTokens,
        List<String> stops) {

    private static final int TOKENS_PER_REQUEST = 3;
    private static final int TOKENS_PER_MESSAGE = 3;
    private static final int TOKENS_PER_IMAGE = 85;

    /**
     * The prompt's tokens: 3 for the request, 3 for each message, its text, 85 for each picture, and the JSON of tools
     * and schema.
     */
    public int tokens() {
        int tokens = TOKENS_PER_REQUEST;
        for (Message message : messages) {
            tokens += TOKENS_PER_MESSAGE + Tokens.count(message.text()) + TOKENS_PER_IMAGE * message.images();
        }
        for (Tool tool : tools) {
            tokens += Tokens.count(tool.definition().encode());
        }
        if (format instanceof OutputFormat.Schema schema) {
            tokens += Tokens.count(schema.schema().encode());
        }
        return tokens;
    }

    /** What the user said last; empty when no message is the user's. */
    String lastUserText() {
        return messages.reversed().stream()
                .filter(message -> message.role() == Message.Role.USER)
                .map(Message::text)
                .findFirst()
                .orElse("");
    }

    /** Whether a tool's result is what the model has to react to. */
    boolean endsWithToolResult() {
        return !messages.isEmpty() && messages.getLast().role() == Message.Role.TOOL;
    }
}
