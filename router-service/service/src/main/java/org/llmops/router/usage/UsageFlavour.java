package org.llmops.router.usage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiFunction;
import org.llmops.router.body.TokenUsage;

/** The shapes in which providers tell usage. Each is read from the object that holds the counts. */
public enum UsageFlavour {
    /** {@code usage} of chat completions and of legacy completions. */
    CHAT(OpenAiUsage::chat),
    /** {@code usage} of OpenAI's embeddings. */
    EMBEDDINGS(OpenAiUsage::embeddings),
    /** The same where reasoning is counted beside the completion and not in it, as xAI does. */
    CHAT_REASONING_APART(OpenAiUsage::reasoningApart),
    /** {@code usage} of OpenAI's Responses API. */
    RESPONSES(OpenAiUsage::responses),
    /** {@code usage} of Anthropic's Messages API, wherever it is hosted. */
    ANTHROPIC(AnthropicUsage::messages),
    /** {@code usageMetadata} of Google's Gemini API and of Vertex AI. */
    GOOGLE(GoogleUsage::generate),
    /** {@code usage} of AWS Bedrock's Converse API. */
    AWS(AwsUsage::converse),
    /** {@code usage} of Cohere's chat, {@code meta} of its embeddings: what is billed. */
    COHERE(CohereUsage::billed),
    /** {@code usage} of Cohere's chat: all tokens the model saw, those of Cohere's own instructions included. */
    COHERE_TOKENS(CohereUsage::seen);

    private final BiFunction<JsonNode, String, TokenUsage> reading;

    UsageFlavour(BiFunction<JsonNode, String, TokenUsage> reading) {
        this.reading = reading;
    }

    /** @param raw the same in the provider's own words */
    TokenUsage read(JsonNode usage, String raw) {
        return reading.apply(usage, raw);
    }
}
