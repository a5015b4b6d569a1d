package org.llmops.simulator.answering;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a caller asks of a model, whichever API it came through.
 *
 * @param maxTokens the longest answer allowed, reasoning included
 * @param stops the answer ends before the first of these
 * @param thinkingTokens how long the caller wants the model to think
 * @param severalCalls whether it may call more than one tool at once
 */
public record Prompt(
        List<Message> messages,
        List<Tool> tools,
        ToolChoice toolChoice,
        OutputFormat format,
        OptionalInt maxTokens,
        List<String> stops,
        int thinkingTokens,
        boolean severalCalls,
        PromptCache.Use cache) {

    private static final int TOKENS_PER_REQUEST = 3;
    private static final int TOKENS_PER_MESSAGE = 3;
    private static final int TOKENS_PER_IMAGE = 85;
    private static final int TOKENS_PER_SOUND = 50;

    /** A prompt without further wishes. */
    public Prompt(
            List<Message> messages,
            List<Tool> tools,
            ToolChoice toolChoice,
            OutputFormat format,
            OptionalInt maxTokens,
            List<String> stops) {
        this(messages, tools, toolChoice, format, maxTokens, stops, 0, true, PromptCache.Use.NONE);
    }

    /** The same, thought about for that many tokens. */
    public Prompt thinking(int tokens) {
        return new Prompt(messages, tools, toolChoice, format, maxTokens, stops, tokens, severalCalls, cache);
    }

    /** The same, with as many calls at once as allowed. */
    public Prompt severalCalls(boolean allowed) {
        return new Prompt(messages, tools, toolChoice, format, maxTokens, stops, thinkingTokens, allowed, cache);
    }

    Prompt with(PromptCache.Use cache) {
        return new Prompt(messages, tools, toolChoice, format, maxTokens, stops, thinkingTokens, severalCalls, cache);
    }

    /**
     * The prompt's tokens: 3 for the request, 3 for each message, its text, 85 for each picture, 50 for each recording,
     * and the JSON of tools and schema.
     */
    public int tokens() {
        int tokens = TOKENS_PER_REQUEST + audioTokens();
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

    /** The tokens of its recordings. */
    int audioTokens() {
        return TOKENS_PER_SOUND * messages.stream().mapToInt(Message::sounds).sum();
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
