package org.llmops.prompt.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.llmops.platform.problem.RequestProblem;

/** How a prompt is used; all versions of a prompt share it, because its callers are written for it. */
public enum PromptKind {
    /** One text, sent as one user message. */
    @JsonProperty("text")
    TEXT,
    /** A list of messages with roles. */
    @JsonProperty("chat")
    CHAT;

    public String wireName() {
        return this == TEXT ? "text" : "chat";
    }

    /** Reads a query parameter. */
    public static PromptKind parse(String name) {
        for (PromptKind kind : values()) {
            if (kind.wireName().equals(name)) {
                return kind;
            }
        }
        throw RequestProblem.FIELD_INVALID.at("kind", "A prompt is of kind 'text' or 'chat'");
    }
}
