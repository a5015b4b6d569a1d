package org.llmops.guardrail.normalising;

/** A run of the digits of base64, among them those of hexadecimal and binary codes, that is being read. */
final class CodeRun {
    /** So much of a word is kept in mind as long as nothing in it looks like a code. */
    static final int LONGEST_WORD = 64;

    static final int MIN_LENGTH = 12;

    private int start = -1;
    private int letters;
    private boolean lower;
    private boolean upperInside;
    private boolean digit;
    private boolean mayBeDigitsOnly;

    /** Goes on by what is a digit of a code, and a letter if it has a number. */
    void takeDigit(int codePoint, int letter, int position) {
        if (start < 0) {
            begin(codePoint, position);
        } else if (position - start >= LONGEST_WORD && !looksLikeCode()) {
            start = position - LONGEST_WORD + 1;
        }
        if (letter == 0) {
            digit |= codePoint >= '0' && codePoint <= '9';
        } else {
            letters++;
            lower |= codePoint >= 'a';
            upperInside |= codePoint < 'a' && position > start;
        }
    }

    private void begin(int codePoint, int position) {
        start = position;
        letters = 0;
        lower = false;
        upperInside = false;
        digit = false;
        // What is printed has codes that begin with these.
        mayBeDigitsOnly = codePoint == '0' || codePoint >= '2' && codePoint <= '7';
    }

    /** Where it begins. */
    int start() {
        return start;
    }

    /** Whether what looks like a code has so many digits by now. */
    boolean has(int digits, int position) {
        return start >= 0 && position + 1 - start >= digits && looksLikeCode();
    }

    void end() {
        start = -1;
    }

    void goesOnFrom(int position) {
        start = position;
    }

    /** Where what may become a code begins; the position if there is nothing. */
    int from(int position) {
        return start < 0 ? position : start;
    }

    private boolean looksLikeCode() {
        return letters == 0 ? digit && mayBeDigitsOnly : digit || lower && upperInside;
    }

    /** Whether it is a digit of base64 and neither a letter nor a decimal digit. */
    static boolean goesOn(int codePoint) {
        return codePoint == '+' || codePoint == '/' || codePoint == '-' || codePoint == '_';
    }
}
