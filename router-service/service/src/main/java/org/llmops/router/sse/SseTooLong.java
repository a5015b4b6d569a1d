package org.llmops.router.sse;

/** An event is longer than anyone should wait for. */
public final class SseTooLong extends Exception {
    private static final long serialVersionUID = 1L;

    SseTooLong(int maxBytes) {
        super("An event of the stream is longer than " + maxBytes + " bytes", null, false, false);
    }
}
