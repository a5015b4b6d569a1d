package org.llmops.guardrail.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What is known of words, found by their letters without making a string of each word of a text. */
public final class WordTable<T> {
    /** In a slot without a word. */
    private static final String FREE = "";

    private final String[] words;
    private final List<T> values;
    private final int longest;

    /**
     * @param known by the word, none of which is empty
     * @param otherwise of all other words
     */
    public WordTable(Map<String, T> known, T otherwise) {
        words = new String[Integer.highestOneBit(Math.max(1, known.size())) * 4];
        Arrays.fill(words, FREE);
        values = new ArrayList<>(Collections.nCopies(words.length, otherwise));
        longest = known.keySet().stream().mapToInt(String::length).max().orElse(0);
        known.forEach((word, value) -> {
            int slot = slot(word.hashCode());
            while (!words[slot].isEmpty()) {
                slot = next(slot);
            }
            words[slot] = word;
            values.set(slot, value);
        });
    }

    /** How many letters the longest word has. */
    public int longest() {
        return longest;
    }

    /** @param hash of the letters, as of a string of them */
    public T find(char[] letters, int length, int hash) {
        int slot = slot(hash);
        while (!words[slot].isEmpty() && (words[slot].hashCode() != hash || !isWritten(words[slot], letters, length))) {
            slot = next(slot);
        }
        return values.get(slot);
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

    private int next(int slot) {
        return slot + 1 & words.length - 1;
    }
}
