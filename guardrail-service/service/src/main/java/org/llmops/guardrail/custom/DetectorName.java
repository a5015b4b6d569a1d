package org.llmops.guardrail.custom;

import org.llmops.guardrail.GuardrailProblem;

/** What a workspace calls a detector of its own. */
record DetectorName(String value) {
    private static final int MOST_CHARACTERS = 63;

    DetectorName {
        if (!isWellFormed(value)) {
            throw GuardrailProblem.CUSTOM_DETECTOR_INVALID.at(
                    "name", "A name has 1 to 63 of a-z, 0-9 and '-', and starts with a letter");
        }
    }

    static boolean isWellFormed(String name) {
        return !name.isEmpty()
                && name.length() <= MOST_CHARACTERS
                && isLetter(name.charAt(0))
                && name.chars().allMatch(c -> isLetter(c) || c >= '0' && c <= '9' || c == '-');
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z';
    }

    @Override
    public String toString() {
        return value;
    }
}
