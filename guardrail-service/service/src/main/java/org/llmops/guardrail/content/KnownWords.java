package org.llmops.guardrail.content;

import java.util.Arrays;
import java.util.Collection;

/** Words that mean something to the rules, found by their letters without making a string of each word of a text. */
final class KnownWords {
    /** What no rule knows. */
    static final KnownWord UNKNOWN = new KnownWord("", 0, new int[0]);

    private final KnownWord[] words;
    private final int[] hashes;

    /**
     * A word in small letters.
     *
     * @param classes a bit for each class that it belongs to
     * @param rules the numbers of the rules whose first word it may be by itself
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record KnownWord(String word, long classes, int[] rules) {}

    KnownWords(Collection<KnownWord> known) {
        int slots = Integer.highestOneBit(Math.max(1, known.size())) * 4;
        words = new KnownWord[slots];
        hashes = new int[slots];
        Arrays.fill(words, UNKNOWN);
        for (KnownWord word : known) {
            int slot = slot(word.word().hashCode());
            while (words[slot] != UNKNOWN) {
                slot = slot + 1 & words.length - 1;
            }
            words[slot] = word;
            hashes[slot] = word.word().hashCode();
        }
    }

    /** @param hash of the letters, as of a string of them */
    KnownWord find(char[] letters, int length, int hash) {
        int slot = slot(hash);
        while (words[slot] != UNKNOWN && (hashes[slot] != hash || !isWritten(words[slot].word(), letters, length))) {
            slot = slot + 1 & words.length - 1;
        }
        return words[slot];
    }

    private static boolean isWritten(String word, char[] letters, int length) {
        if (word.length() != length) {
            return false;
        }
        for (int index = 0; index < length; index++) {
            if (word.charAt(index) != letters[index]) {
                return false;
            }
        }
        return true;
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 15) & words.length - 1;
    }
}
