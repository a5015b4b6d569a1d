package org.llmops.guardrail.content;

import java.util.Arrays;
import java.util.Locale;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.matching.WordTable;

/** The words of a text in small letters, without apostrophes, and the classes each belongs to. */
final class Words {
    /** Nobody's word is longer. */
    private static final int MAX_LENGTH = 32;

    /** ASCII letters and digits as small ones; 0 for everything else. */
    private static final char[] ASCII = new char[0x80];

    static {
        for (char letter = 0; letter < ASCII.length; letter++) {
            ASCII[letter] = CodePoint.isAsciiAlphanumeric(letter) ? Character.toLowerCase(letter) : 0;
        }
    }

    private final WordTable<KnownWord> known;
    private KnownWord[] words = new KnownWord[32];
    private int[] bounds = new int[64];
    private int size;

    /** The word that is being read. */
    private final char[] letters = new char[MAX_LENGTH];

    private int length;
    private int hash;
    private boolean ascii = true;

    private Words(WordTable<KnownWord> known) {
        this.known = known;
    }

    static Words of(String text, WordTable<KnownWord> known) {
        Words words = new Words(known);
        words.read(text);
        return words;
    }

    private void read(String text) {
        int from = 0;
        for (int index = 0; index <= text.length(); index++) {
            char character = index < text.length() ? text.charAt(index) : ' ';
            char letter = character < ASCII.length ? ASCII[character] : beyondAscii(character);
            if (letter != 0) {
                from = length == 0 ? index : from;
                add(letter);
            } else if (length > 0 && character != '\'') {
                end(from, index);
            }
        }
    }

    private char beyondAscii(char character) {
        boolean counts =
                Character.isLetterOrDigit(character) || Character.getType(character) == Character.NON_SPACING_MARK;
        return counts ? character : 0;
    }

    private void add(char letter) {
        if (length < MAX_LENGTH) {
            letters[length++] = letter;
            hash = 31 * hash + letter;
            ascii &= letter < ASCII.length;
        }
    }

    private void end(int from, int to) {
        if (size == words.length) {
            words = Arrays.copyOf(words, size * 2);
            bounds = Arrays.copyOf(bounds, size * 4);
        }
        words[size] = ascii ? known.find(letters, length, hash) : folded();
        bounds[2 * size] = from;
        bounds[2 * size + 1] = to;
        size++;
        length = 0;
        hash = 0;
        ascii = true;
    }

    private KnownWord folded() {
        String small = new String(letters, 0, length).toLowerCase(Locale.ROOT);
        return known.find(small.toCharArray(), small.length(), small.hashCode());
    }

    int size() {
        return size;
    }

    /** What is known of the word. */
    KnownWord word(int index) {
        return words[index];
    }

    long classes(int index) {
        return words[index].classes();
    }

    /** Where the word begins, in chars of the text. */
    int start(int index) {
        return bounds[2 * index];
    }

    /** Where it ends. */
    int end(int index) {
        return bounds[2 * index + 1];
    }
}
