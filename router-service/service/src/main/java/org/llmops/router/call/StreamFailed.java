package org.llmops.router.call;

/** The provider tells in the middle of a stream that it cannot go on. */
public final class StreamFailed extends Exception {
    private static final long serialVersionUID = 1L;

    public StreamFailed(String message) {
        super(message, null, false, false);
    }
}
