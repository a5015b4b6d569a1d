package org.llmops.guardrail.normalising;

/** What a code point is to those who look for disguises, told by a table for ASCII. */
final class AsciiKind {
    /** Wants a closer look: beyond ASCII, or a sign that may give something away or end a sentence. */
    static final byte OTHER = 0;

    static final byte LETTER = 1;
    static final byte DIGIT = 2;
    static final byte GAP = 3;

    /** A sign that base64 has beside letters and digits. */
    static final byte CODE_SIGN = 4;

    /** A sign that gives nothing away, and ends nothing but a code. */
    static final byte PLAIN = 5;

    private static final byte[] KINDS = new byte[0x80];

    static {
        for (char character = 0; character < KINDS.length; character++) {
            KINDS[character] = kind(character);
        }
    }

    private AsciiKind() {}

    static byte of(int codePoint) {
        return codePoint < KINDS.length ? KINDS[codePoint] : OTHER;
    }

    private static byte kind(char character) {
        if (LetterPairs.number(character) != 0) {
            return LETTER;
        }
        if (character >= '0' && character <= '9') {
            return DIGIT;
        }
        if (DisguisedStretches.isBlank(character)) {
            return GAP;
        }
        if (CodeRun.goesOn(character)) {
            return CODE_SIGN;
        }
        return "%&\\.!?=".indexOf(character) >= 0 ? OTHER : PLAIN;
    }
}
