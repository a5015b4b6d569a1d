package org.llmops.router.limits;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whose use a limit counts.
 *
 * @param value a name; {@code *}: each one, for itself
 */
public record Scope(Kind kind, String value) {
    /** Each one for itself. */
    public static final String EACH = "*";

    boolean isEach() {
        return value.equals(EACH);
    }

    /** What a limit can be set for. */
    public enum Kind {
        /** Everyone in the workspace together. */
        @JsonProperty("workspace")
        WORKSPACE("this workspace"),
        /** An application, whichever of its keys it uses. */
        @JsonProperty("app")
        APP("app"),
        /** An API key, by its public id. */
        @JsonProperty("key")
        KEY("API key"),
        /** A model as the client asks for it, or {@code route:<name>}. */
        @JsonProperty("model")
        MODEL("model"),
        /** Whom an application serves, as it says in its calls. */
        @JsonProperty("end_user")
        END_USER("end user");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String of(String value) {
            return this == WORKSPACE ? words : words + " '" + value + "'";
        }
    }
}
