package org.llmops.guardrail.rules;

import org.llmops.guardrail.detecting.CodePoint;

/**
 * Counts roughly the tokens that a model would make of a text: four letters of a word, three digits, one sign, or one
 * character of a script without spaces are one. On English and code that is within a fifth of what common tokenizers say.
 */
final class TokenEstimate {
    private static final int LETTERS = 4;
    private static final int DIGITS = 3;

    /** Kinds of characters. */
    private static final int SIGN = 0;

    private static final int LETTER = 1;
    private static final int DIGIT = 2;
    private static final int BLANK = 3;
    private static final int LINE_END = 4;
    private static final int KINDS = 5;

    /** What came last: nothing or a sign, so many letters, so many digits, a blank. */
    private static final int AFTER_SIGN = 0;

    private static final int AFTER_BLANK = AFTER_SIGN + LETTERS + DIGITS + 1;

    private static final int ASCII = 128;
    private static final byte[] KIND_OF_ASCII = new byte[ASCII];

    /** By what came last and the kind of what comes: twice what came last then, and one more for another token. */
    private static final byte[] STEPS = new byte[(AFTER_BLANK + 1) * KINDS];

    static {
        for (int codePoint = 0; codePoint < ASCII; codePoint++) {
            KIND_OF_ASCII[codePoint] = (byte) kindOf(codePoint);
        }
        for (int last = AFTER_SIGN; last <= AFTER_BLANK; last++) {
            int letters = last > AFTER_SIGN && last <= LETTERS ? last % LETTERS : 0;
            int digits = last > LETTERS && last < AFTER_BLANK ? (last - LETTERS) % DIGITS : 0;
            put(last, SIGN, AFTER_SIGN, true);
            put(last, LETTER, letters + 1, letters == 0);
            put(last, DIGIT, LETTERS + digits + 1, digits == 0);
            put(last, BLANK, AFTER_BLANK, false);
            // One blank belongs to the word behind it; more are a token.
            put(last, LINE_END, AFTER_BLANK, last == AFTER_BLANK);
        }
    }

    private int count;
    private int last = AFTER_SIGN;

    private static void put(int last, int kind, int next, boolean token) {
        STEPS[last * KINDS + kind] = (byte) (next * 2 + (token ? 1 : 0));
    }

    private static int kindOf(int codePoint) {
        if (codePoint == '\n') {
            return LINE_END;
        }
        if (CodePoint.digit(codePoint) >= 0) {
            return DIGIT;
        }
        if (CodePoint.isWord(codePoint)) {
            return LETTER;
        }
        return Character.isWhitespace(codePoint) ? BLANK : SIGN;
    }

    void add(int codePoint) {
        int kind = codePoint < ASCII ? KIND_OF_ASCII[codePoint] : kindOf(codePoint);
        int step = STEPS[last * KINDS + kind];
        last = step >> 1;
        count += step & 1;
    }

    int count() {
        return count;
    }

    static int of(String text) {
        TokenEstimate estimate = new TokenEstimate();
        text.codePoints().forEach(estimate::add);
        return estimate.count;
    }
}
