package org.llmops.guardrail.matching;

/** A pattern that cannot be used, with what is wrong and where. */
public final class PatternMalformed extends Exception {
    private static final long serialVersionUID = 1;

    /** @param position of the character that is at fault, counted from 1 */
    PatternMalformed(String reason, int position) {
        super("At character " + position + ": " + reason, null, false, false);
    }

    PatternMalformed(String reason) {
        super(reason, null, false, false);
    }
}
