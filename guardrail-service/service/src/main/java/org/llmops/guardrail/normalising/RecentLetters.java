package org.llmops.guardrail.normalising;

/** The last letters of a growing text, by their numbers in {@link LetterPairs}; 0 stands for everything else. */
final class RecentLetters {
    static final int KEPT = 128;

    private final byte[] letters = new byte[KEPT];

    void put(int position, int letter) {
        letters[position & KEPT - 1] = (byte) letter;
    }

    int at(int position) {
        return letters[position & KEPT - 1];
    }
}
