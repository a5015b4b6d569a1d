package org.llmops.guardrail.replacing;

/**
 * Which letters and digits stay; what separates them always does.
 *
 * @param character stands for each that does not
 */
record Mask(int first, int last, int character) {
    /** Of a short value fewer stay: never more than half, the last before the first. */
    String of(String original) {
        int hideable =
                (int) original.codePoints().filter(Character::isLetterOrDigit).count();
        int keptLast = Math.min(last, hideable / 2);
        int keptFirst = Math.min(first, hideable / 2 - keptLast);
        StringBuilder masked = new StringBuilder(original.length());
        int seen = 0;
        for (int codePoint : original.codePoints().toArray()) {
            boolean hidden = Character.isLetterOrDigit(codePoint) && seen >= keptFirst && seen < hideable - keptLast;
            masked.appendCodePoint(hidden || isMark(codePoint) ? character : codePoint);
            seen += Character.isLetterOrDigit(codePoint) ? 1 : 0;
        }
        return masked.toString();
    }

    /** An accent that is written apart would tell something of the letter below it. */
    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
