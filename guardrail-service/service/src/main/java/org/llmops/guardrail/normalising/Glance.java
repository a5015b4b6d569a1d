package org.llmops.guardrail.normalising;

/**
 * What one pass over a text tells: of most texts, that nothing in them is written in disguise. What it denies is certain;
 * what it does not deny wants a closer look.
 */
public final class Glance {
    private static final byte LETTER_OR_DIGIT = 1;
    private static final byte HEX_DIGIT = 2;

    /** Of base64, beside letters and digits. */
    private static final byte CODE_SIGN = 4;

    /** That may stand for a letter: a sign that does, or a digit. */
    private static final byte STANDS = 8;

    /** The same even where letters are set apart. */
    private static final byte STANDS_ALONE = 16;

    private static final byte[] KINDS = kinds();

    private final Signs signs;
    private final boolean stretched;
    private final boolean spacedOut;
    private final boolean leet;
    private final boolean numbers;
    private final boolean base64;

    private Glance(Reading reading) {
        this.signs = new Signs(reading.seen);
        this.stretched = reading.stretched || signs.areBeyondAscii();
        this.spacedOut = reading.lone >= Leet.MIN_SPACED || signs.areBeyondAscii();
        this.leet = reading.leet || signs.areBeyondAscii();
        this.numbers = reading.longCode || reading.codes >= NumberRuns.MIN_BYTES;
        this.base64 = reading.longestRun >= Base64Runs.MIN_RUN;
    }

    public static Glance at(String text) {
        Reading reading = new Reading();
        reading.read(text);
        return new Glance(reading);
    }

    /** Which characters there are. */
    public Signs signs() {
        return signs;
    }

    /** Whether a letter may be repeated more than twice. */
    boolean maybeStretched() {
        return stretched;
    }

    /** Whether there may be letters set apart. */
    boolean maybeSpacedOut() {
        return spacedOut;
    }

    /** Whether a digit or a sign may stand for a letter, or a letter carry an accent for no reason. */
    boolean maybeLeet() {
        return leet;
    }

    /** Whether there may be text written as numbers. */
    boolean maybeNumbers() {
        return numbers;
    }

    boolean maybeBase64() {
        return base64;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[Signs.ASCII];
        for (int character = 0; character < kinds.length; character++) {
            kinds[character] = (byte) ((Character.isLetterOrDigit(character) ? LETTER_OR_DIGIT : 0)
                    | (Character.digit(character, 16) >= 0 ? HEX_DIGIT : 0)
                    | (CodeRun.goesOn(character) ? CODE_SIGN : 0)
                    | (Leet.stands((char) character) ? STANDS : 0)
                    | (Leet.standsAlone((char) character) ? STANDS_ALONE : 0));
        }
        return kinds;
    }

    /** The pass. */
    private static final class Reading {
        private long seen;
        private boolean stretched;
        private boolean leet;
        private boolean longCode;

        /** The most digits of base64 in a row. */
        private int longestRun;

        /** Characters that stand alone and are, or stand for, letters. */
        private int lone;

        /** Words that may be numbers, of the lengths of codes. */
        private int codes;

        void read(String text) {
            int length = text.length();
            int run = 0;
            int word = 0;
            while (word < length) {
                int end = readWord(text, word);
                if (end < length) {
                    int kind = kind(text.charAt(end));
                    seen |= Signs.kind(text.charAt(end));
                    lone += (kind & STANDS_ALONE) == 0 ? 0 : 1;
                    leet |= (kind & STANDS) != 0
                            && end + 1 < length
                            && (kind(text.charAt(end + 1)) & (STANDS | LETTER_OR_DIGIT)) != 0;
                    if ((kind & CODE_SIGN) == 0) {
                        longestRun = Math.max(longestRun, end - run);
                        run = end + 1;
                    }
                }
                word = end + 1;
            }
            longestRun = Math.max(longestRun, length - run);
        }

        /** Reads letters and digits in a row, if there are any here; returns where they end. */
        private int readWord(String text, int from) {
            long letters = 0;
            int kinds = 0;
            int index = from;
            char before = 0;
            for (; index < text.length(); index++) {
                char character = text.charAt(index);
                int kind = kind(character);
                if ((kind & LETTER_OR_DIGIT) == 0) {
                    break;
                }
                kinds |= kind;
                letters |= Signs.kind(character);
                if (character == before && index - from > 1 && text.charAt(index - 2) == character) {
                    stretched = true;
                }
                before = character;
            }
            seen |= letters;
            leet |= (kinds & STANDS) != 0 && Signs.haveLetters(letters);
            int length = index - from;
            if (length == 1) {
                lone++;
            } else if (length > 1 && (kind(text.charAt(from)) & kind(text.charAt(index - 1)) & HEX_DIGIT) != 0) {
                longCode |= length >= 2 * NumberRuns.MIN_BYTES;
                codes += length <= NumberRuns.LONGEST_CODE ? 1 : 0;
            }
            return index;
        }

        private static int kind(char character) {
            return character < KINDS.length ? KINDS[character] : 0;
        }
    }
}
