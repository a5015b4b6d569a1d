package org.llmops.platform.sealing;

/** A secret cannot be opened: its key is missing, it was tampered with, or it belongs to another place. */
public final class SealBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealBroken(String message) {
        super(message);
    }

    SealBroken(String message, Throwable cause) {
        super(message, cause);
    }
}
