package org.llmops.router.wire.passthrough;

import java.util.Set;

/** What passes as it is. Sources: OpenAI's API reference; for rerank, Cohere's, whose shape vLLM, Jina and others share. */
public enum Endpoint {
    MODERATIONS("openai.moderations", "input", "omni-moderation-latest", Set.of("input", "text")),
    IMAGE_GENERATIONS("openai.images", "prompt", "dall-e-2", Set.of("prompt")),
    IMAGE_EDITS("openai.images", "prompt", "dall-e-2", Set.of()),
    IMAGE_VARIATIONS("openai.images", "image", "dall-e-2", Set.of()),
    SPEECH("openai.audio.speech", "input", "", Set.of("input", "instructions")),
    TRANSCRIPTIONS("openai.audio.transcriptions", "file", "", Set.of()),
    TRANSLATIONS("openai.audio.translations", "file", "", Set.of()),
    RERANK("rerank", "documents", "", Set.of("query", "documents", "text")),
    FILES("openai.files", "", "", Set.of()),
    BATCHES("openai.batches", "", "", Set.of());

    private final String surface;
    private final String input;
    private final String defaultModel;
    private final Set<String> texts;

    Endpoint(String surface, String input, String defaultModel, Set<String> texts) {
        this.surface = surface;
        this.input = input;
        this.defaultModel = defaultModel;
        this.texts = texts;
    }

    /** As call records name it. */
    public String surface() {
        return surface;
    }

    /** What a request cannot lack; empty: nothing. */
    String input() {
        return input;
    }

    /** The model that the API takes when a request names none; empty: it demands one, or knows none at all. */
    public String defaultModel() {
        return defaultModel;
    }

    /** It belongs to a provider and not to a model: calls say which in {@code x-llmops-provider}, or mean the first. */
    public boolean isOfProvider() {
        return this == FILES || this == BATCHES;
    }

    /** Members whose strings are for the model, however deep they lie. */
    Set<String> texts() {
        return texts;
    }
}
