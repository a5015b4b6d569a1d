package org.llmops.simulator.serving;

/** What a model can be asked for. */
public enum Capability {
    /** OpenAI's chat completions and responses. */
    CHAT,
    /** Anthropic's messages. */
    MESSAGES,
    /** Embeddings. */
    EMBEDDINGS
}
