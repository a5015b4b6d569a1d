package org.llmops.guardrail.pii;

import java.text.Normalizer;
import org.llmops.guardrail.detecting.CodePoint;

/** A stretch of text reduced to what phrases are compared by: small letters without accents, and single gaps. */
final class FoldedLine {
    private static final char GAP = ' ';

    /** What a letter of Latin, Greek or Cyrillic is compared as: its first character without accents; zero for no letter. */
    private static final char[] FOLDED = new char[0x530];

    static {
        for (int codePoint = 0; codePoint < FOLDED.length; codePoint++) {
            FOLDED[codePoint] = CodePoint.isAlphanumeric(codePoint) ? fold(codePoint) : 0;
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
        if (codePoint >= 0 && codePoint < FOLDED.length) {
            addUsual(codePoint, FOLDED[codePoint]);
        } else if (codePoint >= 0 && CodePoint.isAlphanumeric(codePoint)) {
            smallBefore = false;
            boolean latin = codePoint >= 0x1E00 && codePoint < 0x2000;
            folded.appendCodePoint(latin ? fold(codePoint) : Character.toLowerCase(codePoint));
        } else {
            addGap();
            smallBefore = false;
        }
    }

    private void addUsual(int codePoint, char letter) {
        if (letter == 0) {
            addGap();
            smallBefore = false;
            return;
        }
        boolean capital = Character.isUpperCase(codePoint);
        if (smallBefore && capital) {
            addGap();
        }
        smallBefore = !capital && Character.isLowerCase(codePoint);
        folded.append(letter);
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

    private static char fold(int codePoint) {
        int lower = Character.toLowerCase(codePoint);
        char plain = Normalizer.normalize(Character.toString(lower), Normalizer.Form.NFD)
                .charAt(0);
        return plain == 'ı' ? 'i' : plain;
    }

    @Override
    public String toString() {
        return folded.toString();
    }
}
