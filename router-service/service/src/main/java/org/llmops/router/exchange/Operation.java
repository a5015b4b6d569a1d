package org.llmops.router.exchange;

/** What a client can ask a model for, in whatever format. */
public enum Operation {
    CHAT("chat"),
    EMBEDDINGS("embeddings"),
    MODELS("models");

    private final String recordedName;

    Operation(String recordedName) {
        this.recordedName = recordedName;
    }

    /** As call records name it. */
    public String recordedName() {
        return recordedName;
    }
}
