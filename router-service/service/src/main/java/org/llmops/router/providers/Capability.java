package org.llmops.router.providers;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a request may need a model to be able to do beyond text. */
public enum Capability {
    @JsonProperty("tools")
    TOOLS,
    @JsonProperty("vision")
    VISION,
    @JsonProperty("json_schema")
    JSON_SCHEMA,
    @JsonProperty("audio")
    AUDIO;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** As it is written in JSON. */
    public String wireName() {
        return wireName;
    }
}
