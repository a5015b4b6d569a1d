package org.llmops.guardrail.normalising;

import java.lang.Character.UnicodeScript;

/** Tells characters that show nothing, and when they are there for a reason. */
final class Invisible {
    static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    static final int ZERO_WIDTH_JOINER = 0x200D;
    static final int FIRST_TAG = 0xE0000;
    static final int CANCEL_TAG = 0xE007F;

    private static final int BLACK_FLAG = 0x1F3F4;

    private Invisible() {}

    /** Whether the code point at this index shows nothing and has no business here. */
    static boolean isStray(String text, int index, int codePoint) {
        if (codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER) {
            return !joins(text, index, codePoint);
        }
        if (isVariationSelector(codePoint)) {
            return codePoint != 0xFE0E && codePoint != 0xFE0F
                    || index == 0
                    || !Character.isExtendedPictographic(text.codePointBefore(index));
        }
        return switch (codePoint) {
            case 0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180E, 0x180F -> true;
            case 0x200B, 0x200E, 0x200F, 0x3164, 0xFEFF, 0xFFA0 -> true;
            case '\n', '\t', '\r' -> false;
            default ->
                codePoint < 0x20
                        || codePoint >= 0x7F && codePoint < 0xA0
                        || codePoint >= 0x202A && codePoint <= 0x202E
                        || codePoint >= 0x2060 && codePoint <= 0x206F
                        || codePoint >= 0xFFF9 && codePoint <= 0xFFFB
                        || codePoint >= 0x1D173 && codePoint <= 0x1D17A
                        || isTag(codePoint);
        };
    }

    static boolean isTag(int codePoint) {
        return codePoint >= FIRST_TAG && codePoint <= CANCEL_TAG;
    }

    static boolean isVariationSelector(int codePoint) {
        return codePoint >= 0xFE00 && codePoint <= 0xFE0F || codePoint >= 0xE0100 && codePoint <= 0xE01EF;
    }

    static boolean isZeroWidth(int codePoint) {
        return codePoint >= 0x200B && codePoint <= 0x200F
                || codePoint >= 0x2060 && codePoint <= 0x2064
                || codePoint == 0xFEFF;
    }

    /** A code point that shows nothing, or shows a letter or a digit that is written with another one. */
    static boolean isStrange(int codePoint, int before) {
        if (isZeroWidth(codePoint)) {
            return before < 0x0300;
        }
        return codePoint == 0x00AD
                || codePoint == 0x180E
                || codePoint == 0x3164
                || codePoint >= 0x202A && codePoint <= 0x202E
                || codePoint >= 0x2066 && codePoint <= 0x206F
                || codePoint >= 0xFF10 && codePoint <= 0xFF5A && Character.isLetterOrDigit(codePoint)
                || codePoint == 0xFF20
                || codePoint == 0xFF0E
                || codePoint >= 0x2460 && codePoint <= 0x24FF
                || codePoint >= 0x1D400 && codePoint <= 0x1D7FF
                || codePoint >= 0x1F110 && codePoint <= 0x1F189
                || isTag(codePoint)
                || codePoint >= 0xE0100 && codePoint <= 0xE01EF;
    }

    /** Behind the flag of a region such as Scotland that begins here, or {@code index} if none does. */
    static int flagEnd(String text, int index) {
        if (text.codePointAt(index) != BLACK_FLAG) {
            return index;
        }
        int position = index + 2;
        int tags = 0;
        while (position < text.length() && tags <= 6) {
            int codePoint = text.codePointAt(position);
            if (codePoint == CANCEL_TAG) {
                return tags >= 3 ? position + 2 : index;
            }
            int shown = codePoint - FIRST_TAG;
            if (!(shown >= 'a' && shown <= 'z' || shown >= '0' && shown <= '9')) {
                return index;
            }
            tags++;
            position += 2;
        }
        return index;
    }

    /** Emoji are joined to one; in Arabic, Indic and other scripts joiners decide on the shape of letters. */
    private static boolean joins(String text, int index, int joiner) {
        if (index == 0 || index + 1 >= text.length()) {
            return false;
        }
        int before = text.codePointBefore(index);
        int after = text.codePointAt(index + 1);
        if (isShaped(before)) {
            return isShaped(after) || joiner == ZERO_WIDTH_JOINER && !Character.isLetterOrDigit(after);
        }
        boolean emoji =
                Character.isExtendedPictographic(before) || before == 0xFE0F || Character.isEmojiModifier(before);
        return joiner == ZERO_WIDTH_JOINER && emoji && Character.isExtendedPictographic(after);
    }

    private static boolean isShaped(int codePoint) {
        if (codePoint < 0x0600) {
            return false;
        }
        return switch (UnicodeScript.of(codePoint)) {
            case ARABIC,
                    SYRIAC,
                    NKO,
                    MANDAIC,
                    MONGOLIAN,
                    DEVANAGARI,
                    BENGALI,
                    GURMUKHI,
                    GUJARATI,
                    ORIYA,
                    TAMIL,
                    TELUGU,
                    KANNADA,
                    MALAYALAM,
                    SINHALA,
                    KHMER,
                    MYANMAR,
                    TIBETAN,
                    JAVANESE,
                    BALINESE -> Character.isLetter(codePoint) || Marks.isMark(codePoint);
            default -> false;
        };
    }
}
