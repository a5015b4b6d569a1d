package org.llmops.guardrail.naming;

import java.text.Normalizer;
import org.llmops.guardrail.detecting.GrowingText;

/** Letters as the lists compare them: small, without accents, one code point for one code point. */
final class Folding {
    private static final int START = 0x811C9DC5;
    private static final int PRIME = 0x01000193;

    /** The bits by which ASCII letters differ. */
    private static final int LETTER = 0x1F;

    private static final char[] FOLDED = new char[0x2000];

    static {
        for (int codePoint = 0; codePoint < FOLDED.length; codePoint++) {
            int lower = Character.toLowerCase(codePoint);
            FOLDED[codePoint] = Normalizer.normalize(Character.toString(lower), Normalizer.Form.NFD)
                    .charAt(0);
        }
        String plain = "øolłdđiıdð";
        for (int index = 0; index < plain.length(); index += 2) {
            char one = plain.charAt(index);
            char other = plain.charAt(index + 1);
            char ascii = one < 0x80 ? one : other;
            char letter = one < 0x80 ? other : one;
            FOLDED[letter] = ascii;
            FOLDED[Character.toUpperCase(letter)] = ascii;
        }
        FOLDED['ß'] = 's';
        FOLDED['I'] = 'i';
    }

    private Folding() {}

    static int of(int codePoint) {
        if (codePoint < 0) {
            return 0;
        }
        return codePoint < FOLDED.length
                ? FOLDED[codePoint]
                : codePoint == '’' ? '\'' : Character.toLowerCase(codePoint);
    }

    /** The hash of a word as {@link #add} makes it, letter by letter. */
    static int hash(String word) {
        int hash = START;
        for (int index = 0; index < word.length(); ) {
            int codePoint = word.codePointAt(index);
            hash = add(hash, codePoint);
            index += Character.charCount(codePoint);
        }
        return hash;
    }

    /** The same of a stretch of a text. */
    static int hash(GrowingText text, int from, int to) {
        int hash = START;
        int[] codePoints = text.codePoints(from, to);
        int shift = text.firstKept();
        for (int index = from - shift; index < to - shift; index++) {
            hash = add(hash, codePoints[index]);
        }
        return hash;
    }

    static int start() {
        return START;
    }

    static int add(int hash, int codePoint) {
        return (hash ^ of(codePoint)) * PRIME;
    }

    /** The outline of what has none. */
    static final int NONE = 0;

    /** What a word of three letters or more begins and ends with and how long it is, as a hash that needs no loop. */
    static int outline(String word) {
        int[] letters = word.codePoints().map(Folding::of).toArray();
        int last = letters.length - 1;
        return outline(letters[0], letters[1], letters[2], letters[last - 1], letters[last], letters.length);
    }

    /** The same of these letters and this length; {@link #NONE} where not all are plain ones. */
    static int outline(int first, int second, int third, int lastButOne, int last, int length) {
        if (((first | second | third | lastButOne | last) & ~0x7F) != 0) {
            return NONE;
        }
        long letters = (first & LETTER)
                | (second & LETTER) << 5
                | (third & LETTER) << 10
                | (lastButOne & LETTER) << 15
                | (last & LETTER) << 20
                | (long) length << 25;
        return (int) (letters * 0x9E3779B97F4A7C15L >>> Integer.SIZE) | 1;
    }
}
