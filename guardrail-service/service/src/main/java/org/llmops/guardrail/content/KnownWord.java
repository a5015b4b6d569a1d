package org.llmops.guardrail.content;

/**
 * A word that means something to the rules, in small letters.
 *
 * @param classes a bit for each class that it belongs to
 * @param rules the numbers of the rules whose first word it may be by itself
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record KnownWord(String word, long classes, int[] rules) {
    /** What no rule knows. */
    static final KnownWord UNKNOWN = new KnownWord("", 0, new int[0]);
}
