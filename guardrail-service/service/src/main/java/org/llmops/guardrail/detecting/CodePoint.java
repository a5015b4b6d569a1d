package org.llmops.guardrail.detecting;

/** What the detectors ask about single code points; the marks of {@link GrowingText} answer no to everything. */
public final class CodePoint {
    private CodePoint() {}

    /** The value of a decimal digit of any script, or -1. */
    public static int digit(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint >= '0' && codePoint <= '9' ? codePoint - '0' : -1;
        }
        return Character.getType(codePoint) == Character.DECIMAL_DIGIT_NUMBER ? Character.digit(codePoint, 10) : -1;
    }

    public static boolean isAsciiDigit(int codePoint) {
        return codePoint >= '0' && codePoint <= '9';
    }

    public static boolean isAsciiLetter(int codePoint) {
        int lower = codePoint | 0x20;
        return codePoint >= 0 && lower >= 'a' && lower <= 'z';
    }

    public static boolean isAsciiAlphanumeric(int codePoint) {
        return isAsciiDigit(codePoint) || isAsciiLetter(codePoint);
    }

    public static boolean isHexDigit(int codePoint) {
        int lower = codePoint | 0x20;
        return isAsciiDigit(codePoint) || codePoint >= 0 && lower >= 'a' && lower <= 'f';
    }

    /** Makes upper and lower case the same, one code point for one. */
    public static int fold(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint >= 'A' && codePoint <= 'Z' ? codePoint | 0x20 : codePoint;
        }
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }

    /** Letter, digit or combining mark of any script. */
    public static boolean isAlphanumeric(int codePoint) {
        if (codePoint < 0x80) {
            return isAsciiAlphanumeric(codePoint);
        }
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    /** Whether a token that touches this code point goes on: true for what spaces set apart, false for Chinese text. */
    public static boolean isWord(int codePoint) {
        return codePoint == '_' || isAlphanumeric(codePoint) && !isUnspaced(codePoint);
    }

    /** A letter of a script that is written without spaces, where a change to Latin ends a word. */
    public static boolean isUnspaced(int codePoint) {
        if (codePoint < 0x0E00) {
            return false;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
