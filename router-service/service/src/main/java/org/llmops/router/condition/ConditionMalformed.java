package org.llmops.router.condition;

/** A condition cannot be understood, or would cost too much; the message says where and why. */
public final class ConditionMalformed extends Exception {
    private static final long serialVersionUID = 1L;

    ConditionMalformed(String message) {
        super(message, null, false, false);
    }

    /** What is wrong, for whoever wrote it. */
    public String explanation() {
        return String.valueOf(getMessage());
    }
}
