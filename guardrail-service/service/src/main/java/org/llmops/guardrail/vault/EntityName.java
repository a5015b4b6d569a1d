package org.llmops.guardrail.vault;

/** What kinds of things are called: A to Z, digits and underscores, beginning with a letter. */
public final class EntityName {
    private static final int MOST_CHARACTERS = 64;

    private EntityName() {}

    public static boolean isWellFormed(String name) {
        return !name.isEmpty()
                && name.length() <= MOST_CHARACTERS
                && isLetter(name.charAt(0))
                && name.chars().allMatch(c -> isLetter(c) || c >= '0' && c <= '9' || c == '_');
    }

    private static boolean isLetter(int c) {
        return c >= 'A' && c <= 'Z';
    }
}
