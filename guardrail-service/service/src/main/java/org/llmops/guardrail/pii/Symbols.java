package org.llmops.guardrail.pii;

import org.llmops.guardrail.detecting.CodePoint;

/** The characters that identifiers are written with: 0 to 9, A to Z in either case, the German umlauts, and separators. */
final class Symbols {
    static final int NONE = -1;

    /** How far a group of characters is followed; no identifier has a longer one. */
    static final int MAX_GROUP = 112;

    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ";

    private static final byte[] VALUES = new byte[256];
    private static final boolean[] PARTS = new boolean[128];

    static {
        for (int codePoint = 0; codePoint < VALUES.length; codePoint++) {
            VALUES[codePoint] = (byte) LETTERS.indexOf(Character.toUpperCase(codePoint));
        }
        for (int codePoint = 0; codePoint < PARTS.length; codePoint++) {
            PARTS[codePoint] = CodePoint.isAsciiAlphanumeric(codePoint);
        }
    }

    private Symbols() {}

    /** Whether this is a digit, of whatever script; asked of parts. */
    static boolean isDigit(int part) {
        return part < 0x80 ? part <= '9' : CodePoint.digit(part) >= 0;
    }

    /** 0 to 9 for digits of any script, 10 to 35 for A to Z, 36 to 38 for umlauts, or {@link #NONE}. */
    static int value(int codePoint) {
        if (codePoint >= 0 && codePoint < VALUES.length) {
            return VALUES[codePoint];
        }
        return CodePoint.digit(codePoint);
    }

    static char upper(int value) {
        return LETTERS.charAt(value);
    }

    /** Whether this belongs to a group: letter or digit of a script with spaces between words. */
    static boolean isPart(int codePoint) {
        if (codePoint < PARTS.length) {
            return codePoint >= 0 && PARTS[codePoint];
        }
        return CodePoint.isAlphanumeric(codePoint) && !CodePoint.isUnspaced(codePoint);
    }
}
