package org.llmops.guardrail.substituting;

/** What stands in place of a value. */
public sealed interface Substitute {
    /** The call's next placeholder of its kind, {@code <EMAIL_ADDRESS_1>}; restored on the way out. */
    record Numbered() implements Substitute {}

    /**
     * A text of the operator's choice.
     *
     * @param restorable whether the call gives the original back where an answer has this text, which must then be the
     *     substitute of no other value and at most {@value #MAX_RESTORABLE} code points long
     */
    record Written(String text, boolean restorable) implements Substitute {
        /** Answers are held back so far to see whether one of these begins. */
        public static final int MAX_RESTORABLE = 256;

        public Written {
            if (restorable && (text.isEmpty() || text.length() > MAX_RESTORABLE)) {
                throw new IllegalArgumentException("What is restored has 1 to " + MAX_RESTORABLE + " characters");
            }
        }
    }
}
