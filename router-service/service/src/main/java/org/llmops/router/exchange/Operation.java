package org.llmops.router.exchange;

/** What a client can ask for, in whatever format. */
public enum Operation {
    CHAT("chat", Kind.TEXT),
    TEXT_COMPLETION("text_completion", Kind.TEXT),
    EMBEDDINGS("embeddings", Kind.VECTORS),
    MODERATIONS("moderations", Kind.PASSED_THROUGH),
    IMAGES("images", Kind.PASSED_THROUGH),
    SPEECH("speech", Kind.PASSED_THROUGH),
    TRANSCRIPTIONS("transcriptions", Kind.PASSED_THROUGH),
    RERANK("rerank", Kind.PASSED_THROUGH),
    FILES("files", Kind.OF_PROVIDER),
    BATCHES("batches", Kind.OF_PROVIDER),
    MODELS("models", Kind.LOOKING);

    private final String recordedName;
    private final Kind kind;

    Operation(String recordedName, Kind kind) {
        this.recordedName = recordedName;
        this.kind = kind;
    }

    /** As call records name it, and OpenTelemetry's conventions for generative AI where they know it. */
    public String recordedName() {
        return recordedName;
    }

    /** A model answers in words, for which chat completions can stand. */
    public boolean isText() {
        return kind == Kind.TEXT;
    }

    /** The router passes it on as it is, and reads no more of it than it must. */
    public boolean isPassedThrough() {
        return kind == Kind.PASSED_THROUGH || kind == Kind.OF_PROVIDER;
    }

    /** It concerns a provider and none of its models. */
    public boolean isOfProvider() {
        return kind == Kind.OF_PROVIDER;
    }

    private enum Kind {
        TEXT,
        VECTORS,
        PASSED_THROUGH,
        OF_PROVIDER,
        LOOKING
    }
}
