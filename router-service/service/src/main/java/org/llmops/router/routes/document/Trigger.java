package org.llmops.router.routes.document;

import java.util.Locale;
import java.util.Optional;

/** What may make a call go on to the next of its targets. */
public enum Trigger {
    /** No connection, a server's error, an answer that makes no sense, a credential that is not accepted. */
    ERROR,
    /** A timer ran out. */
    TIMEOUT,
    /** The provider, or the router on its behalf, has enough of us. */
    RATE_LIMIT,
    /** The conversation is longer than the model can take. */
    CONTEXT_WINDOW,
    /** The provider will not say that. */
    CONTENT_FILTER;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As documents write it. */
    public String word() {
        return word;
    }

    static Optional<Trigger> of(String word) {
        for (Trigger trigger : values()) {
            if (trigger.word.equals(word)) {
                return Optional.of(trigger);
            }
        }
        return Optional.empty();
    }
}
