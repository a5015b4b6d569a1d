package org.llmops.guardrail.learning;

import java.util.Arrays;
import org.llmops.guardrail.detecting.CodePoint;

/**
 * Cuts a text into words and hashes its n-grams: words and pairs of words, and stretches of three to five letters inside a
 * word, its edges included. Case and apostrophes do not count, and one digit is as good as another. In scripts without
 * spaces each letter is a word, and three in a row count too. One instance is used again and again by one thread.
 */
final class Ngrams {
    /** Longer words are cut, so that a text without spaces costs no more than another. */
    static final int MAX_WORD = 40;

    /** So many n-grams has one word at most. */
    private static final int MAX_OF_WORD = 3 * MAX_WORD + 8;

    private static final int WORD = 0x3C6EF372;
    private static final int PAIR = 0x1B873593;
    private static final int TRIPLE = 0x5BD1E995;
    private static final int PART = 0x7F4A7C15;
    private static final int EDGE = 0x10FFFF + 1;
    private static final int NONE = 0;

    /** What ASCII letters and digits count as; 0 for everything else. */
    private static final byte[] ASCII = new byte[0x80];

    static {
        for (char letter = 'a'; letter <= 'z'; letter++) {
            ASCII[letter] = (byte) letter;
            ASCII[Character.toUpperCase(letter)] = (byte) letter;
        }
        Arrays.fill(ASCII, '0', '9' + 1, (byte) '0');
    }

    /** The upper bits of a hash, and whether it is of a part of a word in the lowest. */
    private int[] found = new int[4096];

    private int count;

    /** Of each word where it begins and ends, in chars, and how many n-grams there are up to its end. */
    private int[] words = new int[3 * 512];

    private int wordCount;

    private final int[] letters = new int[MAX_WORD + 2];
    private int length;
    private int previous;
    private int last;
    private int characters;
    private int latin;
    private int other;

    /** Goes through a whole text; what was found before is forgotten. */
    void read(CharSequence text) {
        count = 0;
        wordCount = 0;
        length = 0;
        previous = NONE;
        last = NONE;
        characters = 0;
        latin = 0;
        other = 0;
        int wordStart = 0;
        int index = 0;
        int end = text.length();
        while (index < end) {
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
                    end(wordStart, index);
                }
                continue;
            }
            int codePoint = character < ASCII.length ? character : Character.codePointAt(text, index);
            int next = index + Character.charCount(codePoint);
            characters++;
            boolean unspaced = CodePoint.isUnspaced(codePoint);
            if (!unspaced && CodePoint.isAlphanumeric(codePoint)) {
                if (length == 0) {
                    wordStart = index;
                }
                add(codePoint);
                if (length == MAX_WORD) {
                    end(wordStart, next);
                }
            } else if (length == 0 || !isApostrophe(codePoint) || !goesOn(text, next)) {
                end(wordStart, index);
                if (unspaced) {
                    other++;
                    single(codePoint, index, next);
                }
            }
            index = next;
        }
        end(wordStart, end);
    }

    /** How many n-grams there are; each as often as it occurs. */
    int count() {
        return count;
    }

    /** The upper bits of the hash of an n-gram. */
    int hash(int ngram) {
        return found[ngram] & ~1;
    }

    /** Whether an n-gram lies inside a word. */
    boolean isPart(int ngram) {
        return (found[ngram] & 1) == 1;
    }

    /** How many words there are; each n-gram belongs to the one it ends in. */
    int words() {
        return wordCount;
    }

    /** Where a word begins, in chars. */
    int wordStart(int word) {
        return words[3 * word];
    }

    /** Where a word ends, in chars. */
    int wordEnd(int word) {
        return words[3 * word + 1];
    }

    /** How many n-grams there are up to the end of a word. */
    int countTo(int word) {
        return words[3 * word + 2];
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

    private void end(int from, int to) {
        if (length == 0) {
            return;
        }
        letters[0] = EDGE;
        letters[length + 1] = EDGE;
        int hash = WORD;
        for (int i = 1; i <= length; i++) {
            hash = step(hash, letters[i]);
        }
        makeRoom();
        words(hash);
        last = NONE;
        parts();
        word(from, to);
        length = 0;
    }

    /** All stretches but the whole; one hash grows over each from its first letter on, so that none is gone through twice. */
    private void parts() {
        int[] letters = this.letters;
        int[] found = this.found;
        int at = count;
        int from = 0;
        // Most stretches have three neighbours each, longer by a letter; words are too short for loops within loops.
        for (int whole = length <= 3 ? 0 : length - 2; from < whole; from++) {
            int three = start(letters, from);
            int four = step(three, letters[from + 3]);
            found[at] = part(three);
            found[at + 1] = part(four);
            found[at + 2] = part(step(four, letters[from + 4]));
            at += 3;
        }
        if (length >= 3) {
            if (length == 3) {
                int three = start(letters, 0);
                found[at++] = part(three);
                found[at++] = part(step(three, letters[3]));
                from = 1;
            }
            int three = start(letters, from);
            found[at++] = part(three);
            found[at++] = part(step(three, letters[from + 3]));
            found[at++] = part(start(letters, from + 1));
        } else if (length == 2) {
            found[at++] = part(start(letters, 0));
            found[at++] = part(start(letters, 1));
        }
        count = at;
    }

    /** Of three letters. */
    private static int start(int[] letters, int from) {
        return step(step(step(PART, letters[from]), letters[from + 1]), letters[from + 2]);
    }

    private void single(int codePoint, int from, int to) {
        makeRoom();
        int before = last;
        int hash = step(WORD, codePoint);
        int middle = previous;
        words(hash);
        if (before != NONE) {
            found[count++] = whole(step(step(step(TRIPLE, before), middle), hash));
        }
        last = middle;
        word(from, to);
    }

    private void words(int hash) {
        found[count++] = whole(hash);
        if (previous != NONE) {
            found[count++] = whole(step(step(PAIR, previous), hash));
        }
        previous = hash;
    }

    private void word(int from, int to) {
        int at = 3 * wordCount++;
        words[at] = from;
        words[at + 1] = to;
        words[at + 2] = count;
    }

    /** For one more word. */
    private void makeRoom() {
        if (count + MAX_OF_WORD > found.length) {
            found = Arrays.copyOf(found, found.length * 2);
        }
        if (3 * (wordCount + 1) > words.length) {
            words = Arrays.copyOf(words, words.length * 2);
        }
    }

    private static boolean isApostrophe(int codePoint) {
        return codePoint == '\'' || codePoint == '\u2019';
    }

    private static boolean goesOn(CharSequence text, int index) {
        return index < text.length() && CodePoint.isAlphanumeric(Character.codePointAt(text, index));
    }

    private static int whole(int hash) {
        return mixed(hash) & ~1;
    }

    private static int part(int hash) {
        return mixed(hash) | 1;
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
