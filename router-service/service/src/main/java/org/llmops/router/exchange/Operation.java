package org.llmops.router.exchange;

/** What a client can ask a model for. */
public enum Operation {
    CHAT("chat", "openai.chat_completions", "messages"),
    EMBEDDINGS("embeddings", "openai.embeddings", "input"),
    MODELS("models", "openai.models", "");

    private final String recordedName;
    private final String surface;
    private final String input;

    Operation(String recordedName, String surface, String input) {
        this.recordedName = recordedName;
        this.surface = surface;
        this.input = input;
    }

    /** As call records name it. */
    public String recordedName() {
        return recordedName;
    }

    /** The wire format, as call records name it. */
    public String surface() {
        return surface;
    }

    /** The member of the body that cannot be missing. */
    public String input() {
        return input;
    }
}
