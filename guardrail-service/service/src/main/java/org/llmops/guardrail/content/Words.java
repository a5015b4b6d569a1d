package org.llmops.guardrail.content;

import java.util.Arrays;
import java.util.Locale;
import org.llmops.guardrail.detecting.CodePoint;

/** The words of a text in small letters, without apostrophes, and the classes each belongs to. */
final class Words {
    /** Nobody's word is longer. */
    private static final int MAX_LENGTH = 32;

    private String[] words = new String[32];
    private long[] classes = new long[32];
    private int[] bounds = new int[64];
    private int size;

    static Words of(String text, Lexicon lexicon) {
        Words words = new Words();
        StringBuilder word = new StringBuilder();
        int from = 0;
        for (int index = 0; index <= text.length(); index++) {
            char character = index < text.length() ? text.charAt(index) : ' ';
            boolean ascii = character < 0x80;
            if (ascii
                    ? CodePoint.isAsciiAlphanumeric(character)
                    : Character.isLetterOrDigit(character)
                            || Character.getType(character) == Character.NON_SPACING_MARK) {
                from = word.isEmpty() ? index : from;
                if (word.length() < MAX_LENGTH) {
                    word.append(character);
                }
            } else if (!word.isEmpty() && character != '\'') {
                words.add(word.toString().toLowerCase(Locale.ROOT), from, index, lexicon);
                word.setLength(0);
            }
        }
        return words;
    }

    int size() {
        return size;
    }

    String word(int index) {
        return words[index];
    }

    long classes(int index) {
        return classes[index];
    }

    /** Where the word begins, in chars of the text. */
    int start(int index) {
        return bounds[2 * index];
    }

    /** Where it ends. */
    int end(int index) {
        return bounds[2 * index + 1];
    }

    private void add(String word, int from, int to, Lexicon lexicon) {
        if (size == words.length) {
            words = Arrays.copyOf(words, size * 2);
            classes = Arrays.copyOf(classes, size * 2);
            bounds = Arrays.copyOf(bounds, size * 4);
        }
        words[size] = word;
        classes[size] = lexicon.classes(word);
        bounds[2 * size] = from;
        bounds[2 * size + 1] = to;
        size++;
    }
}
