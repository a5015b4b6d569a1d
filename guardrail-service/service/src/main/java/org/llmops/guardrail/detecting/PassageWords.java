package org.llmops.guardrail.detecting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The words of a passage in their order: where each begins and ends, and a hash of it whatever its case, by which it is looked
 * up. Eight characters of ASCII are read at once, and eight of a word are hashed at once.
 */
public final class PassageWords {
    /** What lies behind needs a closer look at each character. */
    private static final int USUAL = 0x250;

    /** Passages are no longer, in {@code char}s. */
    private static final int MOST = 2 * Passage.MAX_LENGTH;

    /** The characters of words in one case, and 0 for others; of them, digits come before all letters. */
    private static final char[] SIGNS = new char[USUAL];

    static {
        for (char character = 0; character < USUAL; character++) {
            SIGNS[character] = (char) (CodePoint.isAlphanumeric(character) ? CodePoint.fold(character) : 0);
        }
    }

    private static final VarHandle TOGETHER =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int MANY = 8;

    /** A byte of each of the characters that are read at once. */
    private static final long EACH = 0x0101010101010101L;

    private static final long SMALL = EACH * ('a' - 'A');

    private final int[] bounds;
    private final long[] hashes;

    /** The characters of the passage, as far as they are of words, in one case, and zeros behind; of each the lowest byte. */
    private final byte[] signs;

    /** What is left of them, where there is something. */
    private final byte @Nullable [] rest;

    /** A bit for each character that is a letter. */
    private final long[] letters;

    private PassageWords(byte[] signs, byte @Nullable [] rest, long[] inWord, long[] letters) {
        this.signs = signs;
        this.rest = rest;
        this.letters = letters;
        this.bounds = bounds(inWord);
        this.hashes = new long[bounds.length / 2];
        for (int word = 0; word < hashes.length; word++) {
            hashes[word] = hash(signs, rest, bounds[2 * word], bounds[2 * word + 1]);
        }
    }

    /**
     * Words of letters and digits; null where some character is beyond those that are known without asking Unicode.
     *
     * @param ascii whether all characters are
     */
    static @Nullable PassageWords of(String passage, boolean ascii) {
        int length = passage.length();
        if (length > MOST) {
            return null;
        }
        long[] inWord = new long[length / Long.SIZE + 1];
        long[] letters = new long[inWord.length];
        return ascii ? ofAscii(passage, inWord, letters) : ofUsual(passage, inWord, letters);
    }

    private static PassageWords ofAscii(String passage, long[] inWord, long[] letters) {
        int length = passage.length();
        byte[] signs = Arrays.copyOf(passage.getBytes(StandardCharsets.ISO_8859_1), length + MANY);
        for (int index = 0; index < length; index += MANY) {
            long here = (long) TOGETHER.get(signs, index);
            long folded = here | SMALL;
            TOGETHER.set(signs, index, folded);
            long areLetters = between(folded, 'a', 'z');
            letters[index / Long.SIZE] |= bits(areLetters) << index;
            inWord[index / Long.SIZE] |= bits(areLetters | between(here, '0', '9')) << index;
        }
        return new PassageWords(signs, null, inWord, letters);
    }

    /** Which of so many characters of ASCII are from one to another: the highest bit of the byte of each. */
    private static long between(long characters, char first, char last) {
        return characters + EACH * (0x80 - first) & ~(characters + EACH * (0x7F - last));
    }

    /** The highest bits of the bytes, side by side. */
    private static long bits(long highest) {
        return (highest >>> Byte.SIZE - 1 & EACH) * 0x0102040810204080L >>> Long.SIZE - MANY;
    }

    private static @Nullable PassageWords ofUsual(String passage, long[] inWord, long[] letters) {
        int length = passage.length();
        byte[] signs = new byte[length + MANY];
        byte[] rest = new byte[length];
        int allRest = 0;
        for (int index = 0; index < length; index++) {
            char character = passage.charAt(index);
            if (character >= USUAL) {
                return null;
            }
            char sign = SIGNS[character];
            signs[index] = (byte) sign;
            rest[index] = (byte) (sign >>> Byte.SIZE);
            allRest |= rest[index];
            inWord[index / Long.SIZE] |= (sign > 0 ? 1L : 0L) << index;
            letters[index / Long.SIZE] |= (sign > '9' ? 1L : 0L) << index;
        }
        return new PassageWords(signs, allRest == 0 ? null : rest, inWord, letters);
    }

    /** Where words begin and end, by turns. */
    private static int[] bounds(long[] inWord) {
        int count = 0;
        long before = 0;
        for (long here : inWord) {
            count += Long.bitCount(here ^ (here << 1 | before));
            before = here >>> Long.SIZE - 1;
        }
        int[] bounds = new int[count];
        int next = 0;
        for (int block = 0; block < inWord.length; block++) {
            long here = inWord[block];
            for (long changes = here ^ (here << 1 | before); changes != 0; changes &= changes - 1) {
                bounds[next++] = block * Long.SIZE + Long.numberOfTrailingZeros(changes);
            }
            before = here >>> Long.SIZE - 1;
        }
        return bounds;
    }

    /** The same if digits set words apart like blanks. */
    public PassageWords ofLetters() {
        return new PassageWords(signs, rest, letters, letters);
    }

    public int count() {
        return hashes.length;
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

    /** The hash that a word of these code points has, which are in one case. */
    public static long hash(int[] word, int length) {
        byte[] signs = new byte[length + MANY];
        long hash = 0;
        for (int index = 0; index < length; index++) {
            signs[index] = (byte) word[index];
            hash = withRest(hash, word[index] >>> Byte.SIZE, index);
        }
        return mix(hash + hash(signs, 0, length));
    }

    private static long hash(byte[] signs, byte @Nullable [] rest, int start, int end) {
        long hash = 0;
        if (rest != null) {
            for (int index = start; index < end; index++) {
                hash = withRest(hash, rest[index], index - start);
            }
        }
        return mix(hash + hash(signs, start, end));
    }

    private static long withRest(long hash, int rest, int index) {
        return rest == 0 ? hash : mix(hash + ((long) rest << Byte.SIZE | index));
    }

    /** Two words of up to eight letters never have the same. */
    private static long hash(byte[] signs, int start, int end) {
        int last = start;
        long hash = 0;
        for (; last + MANY < end; last += MANY) {
            hash = mix(hash + (long) TOGETHER.get(signs, last));
        }
        return hash + ((long) TOGETHER.get(signs, last) & -1L >>> Long.SIZE - Byte.SIZE * (end - last));
    }

    /** Spreads over all bits what words that are alike differ in. */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 32;
    }
}
