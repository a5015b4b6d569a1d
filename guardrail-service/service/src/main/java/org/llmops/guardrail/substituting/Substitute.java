package org.llmops.guardrail.substituting;

/** What stands in place of a value. */
public sealed interface Substitute {
    /** The call's next placeholder of its kind, {@code <EMAIL_ADDRESS_1>}; restored on the way out. */
    record Numbered() implements Substitute {}

    /**
     * A text of the operator's choice.
     *
     * @param restorable whether the call gives the original back where an answer has this text as words of their own
     */
    record Written(String text, boolean restorable) implements Substitute {
        /** What is shorter stands in too many texts by chance. */
        public static final int MIN_RESTORABLE = 4;

        /** Answers are held back so far to see whether one of these begins. */
        public static final int MAX_RESTORABLE = 256;

        public Written {
            if (restorable && !isRestorable(text)) {
                throw new IllegalArgumentException(
                        "What is restored has " + MIN_RESTORABLE + " to " + MAX_RESTORABLE + " characters");
            }
        }

        public static boolean isRestorable(String text) {
            return text.length() >= MIN_RESTORABLE && text.length() <= MAX_RESTORABLE;
        }
    }
}
