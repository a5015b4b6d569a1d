package org.llmops.prompt.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Who speaks a message of a prompt, in the words of the chat APIs. */
public enum Role {
    @JsonProperty("system")
    SYSTEM,
    @JsonProperty("developer")
    DEVELOPER,
    @JsonProperty("user")
    USER,
    @JsonProperty("assistant")
    ASSISTANT;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
