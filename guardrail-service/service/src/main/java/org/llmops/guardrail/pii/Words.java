package org.llmops.guardrail.pii;

/** What addresses ask about the letters of words. */
final class Words {
    /** Longer words are cut. */
    static final int MAX_LENGTH = 40;

    private Words() {}

    static boolean isCapital(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint >= 'A' && codePoint <= 'Z';
        }
        return Character.isUpperCase(codePoint) || Character.isTitleCase(codePoint);
    }
}
