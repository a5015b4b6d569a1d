package org.llmops.guardrail.vault;

import org.llmops.guardrail.GuardrailProblem;

/** Where a value goes that is revealed. */
record Sink(String name) {
    /** What the client is told. */
    static final Sink ANSWER = new Sink("answer");

    private static final int MOST_CHARACTERS = 63;

    Sink {
        if (!isWellFormed(name)) {
            throw GuardrailProblem.REVEAL_INVALID.at(
                    "sink", "A sink has 1 to 63 of a-z, 0-9, '.', '_' and '-', and starts with a letter");
        }
    }

    static boolean isWellFormed(String name) {
        return !name.isEmpty()
                && name.length() <= MOST_CHARACTERS
                && isLetter(name.charAt(0))
                && name.chars().allMatch(c -> isLetter(c) || c >= '0' && c <= '9' || ".-_".indexOf(c) >= 0);
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z';
    }
}
