package org.llmops.platform.sealing;

/** The keeper of the keys cannot be asked now: later it may. */
public final class KeysAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeysAway(String message, Throwable cause) {
        super(message, cause);
    }

    KeysAway(String message) {
        super(message);
    }
}
