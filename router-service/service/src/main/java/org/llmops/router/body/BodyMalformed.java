package org.llmops.router.body;

import org.jspecify.annotations.Nullable;

/** A body that cannot be read; says which parameter is wrong, as OpenAI's errors do. */
public final class BodyMalformed extends Exception {
    private static final long serialVersionUID = 1L;
    private final @Nullable String param;

    public BodyMalformed(@Nullable String param, String message) {
        // The client's mistake is not a place in this program.
        super(message, null, false, false);
        this.param = param;
    }

    /** The parameter that is wrong; null when the body as a whole is. */
    public @Nullable String param() {
        return param;
    }

    /** What is wrong, in words for the client. */
    public String explanation() {
        return String.valueOf(getMessage());
    }
}
