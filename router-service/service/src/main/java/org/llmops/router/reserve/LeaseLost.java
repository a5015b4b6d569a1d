package org.llmops.router.reserve;

/** The cost service does not know a lease any more: it ended, and was resolved from the call records. */
final class LeaseLost extends Exception {
    private static final long serialVersionUID = 1L;

    LeaseLost(Throwable cause) {
        super("The lease is not known any more", cause, false, false);
    }
}
