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

    /** That may stand for a letter. */
    private static final byte LETTER_SIGN = 8;

    private static final byte[] KINDS = kinds();

    private final Signs signs;
    private final boolean stretched;
    private final boolean spacedOut;
    private final boolean numbers;
    private final boolean base64;
    private final boolean gains;

    private Glance(Reading reading) {
        this.signs = new Signs(reading.low, reading.high, reading.beyondAscii);
        this.stretched = reading.stretched || reading.beyondAscii;
        this.spacedOut = reading.lone >= Leet.MIN_SPACED || reading.beyondAscii;
        this.numbers = reading.longCode || reading.codes >= NumberRuns.MIN_BYTES;
        this.base64 = reading.longRun;
        this.gains = reading.gains;
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

    /** Whether there may be text written as numbers. */
    boolean maybeNumbers() {
        return numbers;
    }

    boolean maybeBase64() {
        return base64;
    }

    /** Whether there may be a stretch that makes more sense rotated or backwards. */
    boolean maybeGains() {
        return gains;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[Signs.ASCII];
        for (int character = 0; character < kinds.length; character++) {
            kinds[character] = (byte) ((Character.isLetterOrDigit(character) ? LETTER_OR_DIGIT : 0)
                    | (Character.digit(character, 16) >= 0 ? HEX_DIGIT : 0)
                    | (CodeRun.goesOn(character) ? CODE_SIGN : 0)
                    | (Leet.isLetterSign((char) character) ? LETTER_SIGN : 0));
        }
        return kinds;
    }

    /** The pass. */
    private static final class Reading {
        private long low;
        private long high;
        private boolean beyondAscii;
        private boolean stretched;
        private boolean longRun;
        private boolean longCode;
        private boolean gains;

        /** Characters that stand alone and are, or stand for, letters. */
        private int lone;

        /** Words that may be numbers, of the lengths of codes. */
        private int codes;

        void read(String text) {
            readCharacters(text);
            readPairs(text);
        }

        private void readCharacters(String text) {
            byte[] kinds = KINDS;
            int length = text.length();
            long lowSeen = 0;
            long highSeen = 0;
            int alike = 0;
            int mostAlike = 0;
            int run = 0;
            int longest = 0;
            int before = 0;
            int start = -1;
            for (int index = 0; index < length; index++) {
                int character = text.charAt(index);
                int kind = character < Signs.ASCII ? kinds[character] : 0;
                lowSeen |= character < 0x40 ? 1L << character : 0;
                highSeen |= character >= 0x40 && character < Signs.ASCII ? 1L << character : 0;
                beyondAscii |= character >= Signs.ASCII;
                alike = character == before ? alike + 1 : 1;
                before = character;
                run = (kind & (LETTER_OR_DIGIT | CODE_SIGN)) == 0 ? 0 : run + 1;
                longest = Math.max(longest, run);
                if ((kind & LETTER_OR_DIGIT) == 0) {
                    if (start >= 0) {
                        endWord(text, start, index);
                        start = -1;
                    }
                    lone += (kind & LETTER_SIGN) == 0 ? 0 : 1;
                } else {
                    start = start < 0 ? index : start;
                    mostAlike = Math.max(mostAlike, alike);
                }
            }
            if (start >= 0) {
                endWord(text, start, length);
            }
            low = lowSeen;
            high = highSeen;
            stretched = mostAlike > 2;
            longRun = longest >= Base64Runs.MIN_RUN;
        }

        private void endWord(String text, int from, int to) {
            int length = to - from;
            lone += length == 1 ? 1 : 0;
            if ((KINDS[text.charAt(from)] & KINDS[text.charAt(to - 1)] & HEX_DIGIT) != 0) {
                longCode |= length >= 2 * NumberRuns.MIN_BYTES;
                codes += length > 1 && length <= NumberRuns.LONGEST_CODE ? 1 : 0;
            }
        }

        private void readPairs(String text) {
            int[] parts = Disguises.PARTS;
            int rotated = 0;
            int reversed = 0;
            int most = 0;
            int before = 0;
            for (int index = 0; index < text.length(); index++) {
                int letter = LetterPairs.number(text.charAt(index));
                int pair = 2 * (before * LetterPairs.LETTERS + letter);
                rotated = Math.max(0, rotated + parts[pair]);
                reversed = Math.max(0, reversed + parts[pair + 1]);
                most = Math.max(most, Math.max(rotated, reversed));
                before = letter;
            }
            int end = 2 * before * LetterPairs.LETTERS;
            most = Math.max(most, Math.max(rotated + parts[end], reversed + parts[end + 1]));
            gains = most >= Disguises.MIN_PARTS;
        }
    }
}
