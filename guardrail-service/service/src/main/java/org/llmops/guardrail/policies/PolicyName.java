package org.llmops.guardrail.policies;

import org.llmops.guardrail.GuardrailProblem;

/** What a policy is called in its workspace: part of URLs and of event keys. */
public record PolicyName(String value) {
    private static final int MAX_LENGTH = 100;

    public PolicyName {
        if (!isWellFormed(value, MAX_LENGTH)) {
            throw GuardrailProblem.NAME_MALFORMED.at(
                    "name",
                    "A policy name has 1 to 100 of a-z, 0-9, '.', '_' and '-', and starts with a letter or a digit");
        }
    }

    static boolean isWellFormed(String name, int maxLength) {
        return !name.isEmpty()
                && name.length() <= maxLength
                && isLetterOrDigit(name.charAt(0))
                && name.chars().allMatch(c -> isLetterOrDigit(c) || c == '.' || c == '_' || c == '-');
    }

    private static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    @Override
    public String toString() {
        return value;
    }
}
