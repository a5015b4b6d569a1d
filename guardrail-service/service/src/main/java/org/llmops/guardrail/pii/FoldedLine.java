package org.llmops.guardrail.pii;

import java.text.Normalizer;
import java.util.Arrays;
import org.llmops.guardrail.detecting.CodePoint;

/** A stretch of text reduced to what phrases are compared by: small letters without accents, and single gaps. */
final class FoldedLine {
    static final char GAP = ' ';

    /** What is known without asking Unicode: all Latin, Greek and Cyrillic, and more. */
    private static final int USUAL = 0x2000;

    /** What a letter is compared as: of Latin, Greek or Cyrillic its first character without accents; a gap for no letter. */
    private static final char[] FOLDED = new char[USUAL];

    static final int DIGIT = 27;

    /** What is known of them in few bits: the letter, and whether it is a small one or a capital that begins a word. */
    private static final byte[] TRAITS = new byte[USUAL];

    static final int LETTER_BITS = 5;
    static final int LETTER = (1 << LETTER_BITS) - 1;
    private static final int SMALL = 0x20;
    private static final int CAPITAL = SMALL << 1;

    /** Up to here a capital behind a small letter begins a word. */
    private static final int CASED = 0x530;

    static {
        for (int codePoint = 0; codePoint < USUAL; codePoint++) {
            FOLDED[codePoint] = (char) fold(codePoint);
            boolean cased = codePoint < CASED && FOLDED[codePoint] != GAP;
            int small = cased && Character.isLowerCase(codePoint) ? SMALL : 0;
            int capital = cased && Character.isUpperCase(codePoint) ? CAPITAL : 0;
            TRAITS[codePoint] = (byte) (letterOf(FOLDED[codePoint]) | small | capital);
        }
    }

    private char[] folded = new char[128];
    private int length;
    private boolean smallBefore;

    void clear() {
        length = 0;
        smallBefore = false;
    }

    int length() {
        return length;
    }

    char at(int index) {
        return folded[index];
    }

    /** The letter at a place, or a gap behind the end. */
    char letterAt(int index) {
        return index < length ? folded[index] : GAP;
    }

    void add(int codePoint) {
        int letter = folded(codePoint);
        if (letter == GAP || smallBefore && (traits(codePoint) & CAPITAL) != 0) {
            addGap();
        }
        if (letter != GAP) {
            append(letter);
        }
        smallBefore = (traits(codePoint) & SMALL) != 0;
    }

    /** What a letter or digit is compared as, a gap for anything else. */
    static int folded(int codePoint) {
        return codePoint >= 0 && codePoint < USUAL ? FOLDED[codePoint] : fold(codePoint);
    }

    private void addGap() {
        if (length > 0 && folded[length - 1] != GAP) {
            append(GAP);
        }
    }

    private void append(int letter) {
        if (length + 2 > folded.length) {
            folded = Arrays.copyOf(folded, 2 * folded.length);
        }
        length += Character.toChars(letter, folded, length);
    }

    /** Whether a word begins at this place; in scripts without spaces any character may. */
    boolean begins(int index) {
        char letter = folded[index];
        if (letter == GAP) {
            return false;
        }
        if (index == 0) {
            return true;
        }
        char before = folded[index - 1];
        return before == GAP
                || letter > 0x7F && CodePoint.isUnspaced(letter)
                || before > 0x7F && CodePoint.isUnspaced(before);
    }

    /** 1 to 26 for what is compared as a to z, 27 for digits, 0 for whatever else. */
    static int letter(int codePoint) {
        return codePoint < USUAL ? traits(codePoint) & LETTER : letterOf(fold(codePoint));
    }

    private static int letterOf(int folded) {
        boolean latin = folded >= 'a' && folded <= 'z';
        return latin ? folded - 'a' + 1 : CodePoint.isAsciiDigit(folded) ? DIGIT : 0;
    }

    /** Three letters as one number, where a new word is 0; the first may begin one. */
    static int letters(int first, int second, int third) {
        if (((first | second | third) & ~(USUAL - 1)) != 0) {
            return number(letter(first), letterBehind(first, second), letterBehind(second, third));
        }
        int one = TRAITS[first];
        int two = TRAITS[second];
        int three = TRAITS[third];
        return number(
                one & LETTER,
                (one << 1 & two & CAPITAL) == 0 ? two & LETTER : 0,
                (two << 1 & three & CAPITAL) == 0 ? three & LETTER : 0);
    }

    static int number(int first, int second, int third) {
        return (first << LETTER_BITS | second) << LETTER_BITS | third;
    }

    private static int letterBehind(int before, int codePoint) {
        return isCapitalBehindSmall(before, codePoint) ? 0 : letter(codePoint);
    }

    /** Whether a gap comes between something and a letter or digit behind it. */
    static boolean isBetween(int before, int codePoint) {
        return !CodePoint.isAlphanumeric(before) || isCapitalBehindSmall(before, codePoint);
    }

    static boolean isCapitalBehindSmall(int before, int codePoint) {
        return (traits(before) & SMALL) != 0 && (traits(codePoint) & CAPITAL) != 0;
    }

    private static int traits(int codePoint) {
        return codePoint >= 0 && codePoint < USUAL ? TRAITS[codePoint] : 0;
    }

    private static int fold(int codePoint) {
        if (!CodePoint.isAlphanumeric(codePoint)) {
            return GAP;
        }
        int lower = Character.toLowerCase(codePoint);
        if (codePoint >= CASED && codePoint < 0x1E00 || codePoint >= USUAL) {
            return lower;
        }
        char plain = Normalizer.normalize(Character.toString(lower), Normalizer.Form.NFD)
                .charAt(0);
        return plain == 'ı' ? 'i' : plain;
    }

    @Override
    public String toString() {
        return new String(folded, 0, length);
    }
}
