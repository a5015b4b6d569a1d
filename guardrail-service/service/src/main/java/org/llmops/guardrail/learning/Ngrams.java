package org.llmops.guardrail.learning;

import java.util.Arrays;
import org.llmops.guardrail.detecting.CodePoint;

/**
 * Cuts a text into words and tells the hashes of its n-grams: words and pairs of words, and stretches of three to five
 * letters inside a word, its edges included. Case and apostrophes do not count, and one digit is as good as another. In
 * scripts without spaces each letter is a word, and three in a row count too.
 */
final class Ngrams {
    /** Longer words are cut, so that a text without spaces costs no more than another. */
    static final int MAX_WORD = 40;

    private static final int MIN_PART = 3;
    private static final int MAX_PART = 5;
    private static final int WORD = 0x3C6EF372;
    private static final int PAIR = 0x1B873593;
    private static final int TRIPLE = 0x5BD1E995;
    private static final int PART = 0x7F4A7C15;
    private static final int EDGE = 0x10FFFF + 1;
    private static final int NONE = 0;

    /** Hears of every n-gram, and of the word each belongs to when that word is over. */
    interface Sink {
        /** @param part whether it lies inside a word */
        void ngram(int hash, boolean part);

        /** The word that all n-grams since the last one ended in: from and to in chars. */
        void word(int from, int to);
    }

    /** What ASCII letters and digits count as; 0 for everything else. */
    private static final byte[] ASCII = new byte[0x80];

    static {
        for (char letter = 'a'; letter <= 'z'; letter++) {
            ASCII[letter] = (byte) letter;
            ASCII[Character.toUpperCase(letter)] = (byte) letter;
        }
        Arrays.fill(ASCII, '0', '9' + 1, (byte) '0');
    }

    private final int[] letters = new int[MAX_WORD + 2];
    private int length;
    private int previous;
    private int last;
    private int characters;
    private int latin;
    private int other;

    /** Goes through a whole text; what was counted before is forgotten. */
    void tell(CharSequence text, Sink sink) {
        length = 0;
        previous = NONE;
        last = NONE;
        characters = 0;
        latin = 0;
        other = 0;
        int wordStart = 0;
        int index = 0;
        while (index < text.length()) {
            char character = text.charAt(index);
            byte letter = character < ASCII.length ? ASCII[character] : 0;
            if (letter != 0) {
                characters++;
                if (length == 0) {
                    wordStart = index;
                }
                latin++;
                letters[++length] = letter;
                index++;
                if (length == MAX_WORD) {
                    end(sink, wordStart, index);
                }
                continue;
            }
            int codePoint = Character.codePointAt(text, index);
            int next = index + Character.charCount(codePoint);
            characters++;
            boolean unspaced = CodePoint.isUnspaced(codePoint);
            if (!unspaced && CodePoint.isAlphanumeric(codePoint)) {
                if (length == 0) {
                    wordStart = index;
                }
                add(codePoint);
                if (length == MAX_WORD) {
                    end(sink, wordStart, next);
                }
            } else if (length == 0 || !isApostrophe(codePoint) || !goesOn(text, next)) {
                end(sink, wordStart, index);
                if (unspaced) {
                    other++;
                    single(codePoint, sink, index, next);
                }
            }
            index = next;
        }
        end(sink, wordStart, text.length());
    }

    /** Code points of the text. */
    int characters() {
        return characters;
    }

    /** Whether most letters are of another script than Latin. */
    boolean isMostlyOther() {
        return other > latin;
    }

    private void add(int codePoint) {
        if (codePoint < 0x250) {
            latin++;
        } else {
            other++;
        }
        letters[++length] = CodePoint.digit(codePoint) >= 0 ? '0' : Character.toLowerCase(codePoint);
    }

    private void end(Sink sink, int from, int to) {
        if (length == 0) {
            return;
        }
        letters[0] = EDGE;
        letters[length + 1] = EDGE;
        int hash = WORD;
        for (int i = 1; i <= length; i++) {
            hash = step(hash, letters[i]);
        }
        words(hash, sink);
        last = NONE;
        parts(sink);
        sink.word(from, to);
        length = 0;
    }

    /** One hash grows over each stretch from its first letter on, so that none is gone through twice. */
    private void parts(Sink sink) {
        int size = length + 2;
        for (int from = 0; from + MIN_PART <= size; from++) {
            int hash = step(step(PART, letters[from]), letters[from + 1]);
            int most = Math.min(Math.min(size, from + MAX_PART), from + size - 1);
            for (int i = from + 2; i < most; i++) {
                hash = step(hash, letters[i]);
                sink.ngram(mixed(hash), true);
            }
        }
    }

    private void single(int codePoint, Sink sink, int from, int to) {
        int before = last;
        int hash = step(WORD, codePoint);
        int middle = previous;
        words(hash, sink);
        if (before != NONE) {
            sink.ngram(mixed(step(step(step(TRIPLE, before), middle), hash)), false);
        }
        last = middle;
        sink.word(from, to);
    }

    private void words(int hash, Sink sink) {
        sink.ngram(mixed(hash), false);
        if (previous != NONE) {
            sink.ngram(mixed(step(step(PAIR, previous), hash)), false);
        }
        previous = hash;
    }

    private static boolean isApostrophe(int codePoint) {
        return codePoint == '\'' || codePoint == '\u2019';
    }

    private static boolean goesOn(CharSequence text, int index) {
        return index < text.length() && CodePoint.isAlphanumeric(Character.codePointAt(text, index));
    }

    /** FNV-1a, by code points instead of bytes. */
    private static int step(int hash, int value) {
        return (hash ^ value) * 0x01000193;
    }

    /** The finisher of MurmurHash3, so that the upper bits are as good as any. */
    private static int mixed(int hash) {
        int mixed = hash ^ hash >>> 16;
        mixed *= 0x85EBCA6B;
        mixed ^= mixed >>> 13;
        mixed *= 0xC2B2AE35;
        return mixed ^ mixed >>> 16;
    }
}
