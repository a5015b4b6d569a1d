package org.llmops.guardrail.detecting;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The words of a passage in their order: where each begins and ends, and a hash of it whatever its case, by which it is looked
 * up. Every character is read once, in the same way whether or not a word ends with it.
 */
public final class PassageWords {
    /** What lies behind needs a closer look at each character. */
    private static final int USUAL = 0x250;

    /** The characters of words in one case, and 0 for others; of the second kind only letters of ASCII are. */
    private static final char[] ALPHANUMERIC = new char[USUAL];

    private static final char[] LETTERS = new char[USUAL];

    static {
        for (char character = 0; character < USUAL; character++) {
            ALPHANUMERIC[character] = (char) (CodePoint.isAlphanumeric(character) ? CodePoint.fold(character) : 0);
            LETTERS[character] = (char) (CodePoint.isAsciiLetter(character) ? CodePoint.fold(character) : 0);
        }
    }

    /** The powers of an odd number, which multiplied with its inverse make 1. */
    private static final long BASE = 0x9E3779B97F4A7C15L;

    private static final long[] POWERS = powers(BASE);
    private static final long[] INVERSES = powers(inverse(BASE));

    private final int[] bounds;
    private final long[] hashes;
    private final int count;

    private PassageWords(int[] bounds, long[] hashes, int count) {
        this.bounds = bounds;
        this.hashes = hashes;
        this.count = count;
    }

    /** Words of letters and digits; null where some character is beyond those that are known without asking Unicode. */
    static @Nullable PassageWords of(String passage) {
        return read(passage, ALPHANUMERIC);
    }

    /** Words of letters of ASCII alone. */
    public static @Nullable PassageWords ofLetters(String passage) {
        return read(passage, LETTERS);
    }

    /** The hash that a word of these code points has, which are in one case. */
    public static long hash(int[] word, int length) {
        long hash = 0;
        long power = 1;
        for (int index = 0; index < length; index++) {
            hash += word[index] * power;
            power *= BASE;
        }
        return mix(hash);
    }

    private static @Nullable PassageWords read(String passage, char[] signs) {
        int length = passage.length();
        if (length >= POWERS.length) {
            return null;
        }
        // By place, the sum of what stands before it: a word is the difference of two, moved to the front.
        long[] sums = new long[length + 1];
        long[] inWord = new long[length / Long.SIZE + 1];
        char[] characters = passage.toCharArray();
        long sum = 0;
        int beyond = 0;
        for (int from = 0; from < length; from += Long.SIZE) {
            int to = Math.min(length, from + Long.SIZE);
            long bits = 0;
            for (int index = from; index < to; index++) {
                int character = characters[index];
                beyond |= USUAL - 1 - character;
                int sign = signs[Math.min(character, USUAL - 1)];
                bits |= (long) (-sign >>> Integer.SIZE - 1) << index;
                sum += sign * POWERS[index];
                sums[index + 1] = sum;
            }
            inWord[from / Long.SIZE] = bits;
        }
        return beyond < 0 ? null : cut(sums, inWord, length);
    }

    private static PassageWords cut(long[] sums, long[] inWord, int length) {
        int[] bounds = new int[length + 2];
        int count = 0;
        long before = 0;
        for (int block = 0; block < inWord.length; block++) {
            long here = inWord[block];
            for (long changes = here ^ (here << 1 | before); changes != 0; changes &= changes - 1) {
                bounds[count++] = block * Long.SIZE + Long.numberOfTrailingZeros(changes);
            }
            before = here >>> Long.SIZE - 1;
        }
        if (count % 2 == 1) {
            bounds[count++] = length;
        }
        long[] hashes = new long[count / 2];
        for (int word = 0; word < hashes.length; word++) {
            int start = bounds[2 * word];
            hashes[word] = mix((sums[bounds[2 * word + 1]] - sums[start]) * INVERSES[start]);
        }
        return new PassageWords(Arrays.copyOf(bounds, count), hashes, count / 2);
    }

    public int count() {
        return count;
    }

    /** Where a word begins, in {@code char}s. */
    public int start(int word) {
        return bounds[2 * word];
    }

    public int end(int word) {
        return bounds[2 * word + 1];
    }

    public long hash(int word) {
        return hashes[word];
    }

    /** Spreads over all bits what words that are alike differ in. */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 32;
    }

    private static long[] powers(long base) {
        long[] powers = new long[2 * Passage.MAX_LENGTH + 1];
        powers[0] = 1;
        for (int power = 1; power < powers.length; power++) {
            powers[power] = powers[power - 1] * base;
        }
        return powers;
    }

    /** By Newton: each step doubles how many of the lowest bits are right, of which 3 are to begin with. */
    private static long inverse(long odd) {
        long inverse = odd;
        for (int step = 0; step < 5; step++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
