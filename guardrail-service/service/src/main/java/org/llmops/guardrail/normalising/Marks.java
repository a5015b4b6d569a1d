package org.llmops.guardrail.normalising;

/** Marks that combine with the letter before them. */
final class Marks {
    private Marks() {}

    static boolean isMark(int codePoint) {
        if (codePoint < 0x0300) {
            return false;
        }
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Whether it may only make one character with what comes before it: a mark, or a vowel or final of Hangul. */
    static boolean combines(int codePoint) {
        return isMark(codePoint) || codePoint >= 0x1160 && codePoint <= 0x11FF;
    }

    /** A mark of no particular script: accents, and what people heap on letters or strike them out with. */
    static boolean isGeneral(int codePoint) {
        return codePoint >= 0x0300 && codePoint <= 0x036F
                || codePoint >= 0x1AB0 && codePoint <= 0x1AFF
                || codePoint >= 0x1DC0 && codePoint <= 0x1DFF
                || codePoint >= 0x20D0 && codePoint <= 0x20FF
                || codePoint >= 0xFE20 && codePoint <= 0xFE2F
                || codePoint == 0x0488
                || codePoint == 0x0489;
    }

    /** A mark that is drawn across or around a letter. */
    static boolean isOverlay(int codePoint) {
        return codePoint >= 0x0334 && codePoint <= 0x0338
                || codePoint >= 0x20D0 && codePoint <= 0x20FF
                || codePoint == 0x0488
                || codePoint == 0x0489;
    }
}
