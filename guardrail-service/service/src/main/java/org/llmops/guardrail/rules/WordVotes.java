package org.llmops.guardrail.rules;

import java.util.Map;

/** Whom a word speaks for, found by its hash without cutting it out of its text. */
final class WordVotes {
    /** Of ASCII, the lower-case letters that words consist of, and the apostrophe; 0 for anything else. */
    private static final char[] LETTERS = new char[0x80];

    private static final int[] NOBODY = {};

    static {
        for (char letter = 'a'; letter <= 'z'; letter++) {
            LETTERS[letter] = letter;
            LETTERS[Character.toUpperCase(letter)] = letter;
        }
        LETTERS['\''] = '\'';
    }

    private final String[] words;
    private final int[][] votes;
    private final int mask;

    /** @param votes by word, in lower case */
    WordVotes(Map<String, int[]> votes) {
        int room = Integer.highestOneBit(Math.max(1, votes.size())) * 4;
        this.words = new String[room];
        this.votes = new int[room][];
        this.mask = room - 1;
        votes.forEach((word, forWhom) -> {
            int slot = slot(word.hashCode());
            while (words[slot] != null) {
                slot = slot + 1 & mask;
            }
            words[slot] = word;
            this.votes[slot] = forWhom;
        });
    }

    /** The lower case of what words consist of, 0 for anything else. */
    static char letter(char character) {
        if (character < LETTERS.length) {
            return LETTERS[character];
        }
        boolean isPart = Character.isLetter(character) || Character.getType(character) == Character.NON_SPACING_MARK;
        return isPart ? character : 0;
    }

    /** @param hash of the word between two places, as strings have it */
    int[] of(String text, int from, int to, int hash) {
        for (int slot = slot(hash); words[slot] != null; slot = slot + 1 & mask) {
            if (is(words[slot], text, from, to)) {
                return votes[slot];
            }
        }
        return NOBODY;
    }

    private static boolean is(String word, String text, int from, int to) {
        if (word.length() != to - from) {
            return false;
        }
        for (int index = 0; index < word.length(); index++) {
            if (word.charAt(index) != letter(text.charAt(from + index))) {
                return false;
            }
        }
        return true;
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 15) & mask;
    }
}
