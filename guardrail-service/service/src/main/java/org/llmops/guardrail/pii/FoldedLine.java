package org.llmops.guardrail.pii;

import java.text.Normalizer;
import org.llmops.guardrail.detecting.CodePoint;

/** A stretch of text reduced to what phrases are compared by: small letters without accents, and single gaps. */
final class FoldedLine {
    static final char GAP = ' ';

    /** What is known without asking Unicode: all Latin, Greek and Cyrillic, and more. */
    private static final int USUAL = 0x2000;

    /** What a letter is compared as: of Latin, Greek or Cyrillic its first character without accents; a gap for no letter. */
    private static final char[] FOLDED = new char[USUAL];

    /** So many letters {@link #letter} knows. */
    static final int LETTERS = 28;

    private static final int DIGIT = 27;

    /** What is known of them in few bits: the letter, and whether it is a small one or a capital that begins a word. */
    private static final byte[] TRAITS = new byte[USUAL];

    private static final int LETTER = 0x1F;
    private static final int SMALL = 0x20;
    private static final int CAPITAL = 0x40;

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

    private final StringBuilder folded = new StringBuilder(128);
    private boolean smallBefore;

    void clear() {
        folded.setLength(0);
        smallBefore = false;
    }

    int length() {
        return folded.length();
    }

    char at(int index) {
        return folded.charAt(index);
    }

    void add(int codePoint) {
        int letter = folded(codePoint);
        if (letter == GAP || smallBefore && (traits(codePoint) & CAPITAL) != 0) {
            addGap();
        }
        if (letter != GAP) {
            folded.appendCodePoint(letter);
        }
        smallBefore = (traits(codePoint) & SMALL) != 0;
    }

    /** What a letter or digit is compared as, a gap for anything else. */
    static int folded(int codePoint) {
        return codePoint >= 0 && codePoint < USUAL ? FOLDED[codePoint] : fold(codePoint);
    }

    private void addGap() {
        if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != GAP) {
            folded.append(GAP);
        }
    }

    /** Whether a word begins at this place; in scripts without spaces any character may. */
    boolean begins(int index) {
        char letter = folded.charAt(index);
        if (letter == GAP) {
            return false;
        }
        if (index == 0) {
            return true;
        }
        char before = folded.charAt(index - 1);
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

    /** The same of what stands behind something, to which a new word is 0. */
    static int letterBehind(int before, int codePoint) {
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
        return folded.toString();
    }
}
