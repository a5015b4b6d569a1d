package org.llmops.guardrail.custom;

/** A detector gave no answer, or one that does not count: whoever asked decides by the rail's fail mode. Quotes no text. */
final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unanswered(String message) {
        super(message, null, false, false);
    }
}
