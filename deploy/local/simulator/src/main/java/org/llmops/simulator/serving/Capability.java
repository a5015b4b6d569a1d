package org.llmops.simulator.serving;

/** What a model can be asked for. */
public enum Capability {
    /** OpenAI's chat completions, responses and completions. */
    CHAT,
    /** Anthropic's messages. */
    MESSAGES,
    /** Google's content. */
    CONTENT,
    /** Bedrock's conversations. */
    CONVERSE,
    /** Cohere's chat. */
    COHERE_CHAT,
    /** Embeddings, of any API. */
    EMBEDDINGS,
    /** The order of documents by relevance. */
    RERANKING,
    /** What is wrong with a text. */
    MODERATION,
    /** Pictures from words. */
    IMAGES,
    /** Speech from words. */
    SPEECH,
    /** Words from speech. */
    TRANSCRIPTION
}
