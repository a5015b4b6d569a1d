package org.llmops.router.providers;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The wire format a provider speaks. */
public enum Dialect {
    @JsonProperty("openai")
    OPENAI("openai"),
    @JsonProperty("azure")
    AZURE("azure"),
    @JsonProperty("anthropic")
    ANTHROPIC("anthropic"),
    @JsonProperty("gemini")
    GEMINI("gemini"),
    @JsonProperty("bedrock")
    BEDROCK("bedrock"),
    @JsonProperty("cohere")
    COHERE("cohere");

    private final String wireName;

    Dialect(String wireName) {
        this.wireName = wireName;
    }

    static Dialect of(String wireName) {
        for (Dialect dialect : values()) {
            if (dialect.wireName.equals(wireName)) {
                return dialect;
            }
        }
        throw new IllegalArgumentException("No dialect is called " + wireName);
    }

    /** As it is written in JSON and in the database. */
    public String wireName() {
        return wireName;
    }
}
