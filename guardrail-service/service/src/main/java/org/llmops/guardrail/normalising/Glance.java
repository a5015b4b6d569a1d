package org.llmops.guardrail.normalising;

/**
 * What one pass over a text tells: of most texts, that nothing in them is written in disguise. What it denies is certain;
 * what it does not deny wants a closer look.
 */
public final class Glance {
    /** What a character may be: a letter or digit. */
    private static final int WORD = 0;

    private static final int LETTER = 1;

    /** That may stand for a letter: a sign that does, or a digit. */
    private static final int STANDS = 2;

    /** A sign that does so even where letters are set apart. */
    private static final int STANDS_ALONE = 3;

    /** A digit of base64. */
    private static final int OF_CODE = 4;

    private static final int HEX_DIGIT = 5;

    /** What may stand between codes, or begin one. */
    private static final int BETWEEN = 6;

    /** The same as the one before. */
    private static final int REPEATED = 7;

    private static final int KINDS = 8;

    /** Above the bits of {@link Signs}. */
    private static final int FIRST_KIND = Long.SIZE - KINDS;

    private static final int BEYOND_ASCII = Signs.ASCII;

    /** What of each character of ASCII is to be known; one more stands for all beyond. */
    private static final long[] CHARACTERS = characters();

    /** So many characters are looked at together. */
    private static final int BLOCK = Long.SIZE;

    /** Codes of one row have no more signs between them than that. */
    private static final int MAX_GAP = 2;

    /** So long is a row of codes at least, with the gaps between them. */
    private static final int MIN_CODES = 3 * NumberRuns.MIN_BYTES - 1;

    private final Signs signs;
    private final boolean stretched;
    private final boolean spacedOut;
    private final boolean leet;
    private final boolean numbers;
    private final boolean base64;
    private final boolean turned;

    private Glance(Reading reading, boolean turned) {
        this.signs = new Signs(reading.seen & (1L << FIRST_KIND) - 1);
        this.stretched = reading.stretched || signs.areBeyondAscii();
        this.spacedOut = reading.lone >= Leet.MIN_SPACED || signs.areBeyondAscii();
        this.leet = reading.leet || signs.areBeyondAscii();
        this.numbers = reading.numbers;
        this.base64 = reading.base64;
        this.turned = turned;
    }

    public static Glance at(String text) {
        int[] characters = new int[text.length()];
        for (int index = 0; index < characters.length; index++) {
            characters[index] = text.charAt(index);
        }
        return at(characters, 0, characters.length, true);
    }

    /**
     * The same of the code points of a text, from one index to another.
     *
     * @param turned whether letters of it may make more sense rotated or backwards
     */
    public static Glance at(int[] codePoints, int from, int to, boolean turned) {
        Reading reading = new Reading();
        // The last block is never full: behind it, what ends with the text has ended.
        for (int index = from; index <= to; index += BLOCK) {
            reading.read(codePoints, index, Math.min(to, index + BLOCK));
        }
        return new Glance(reading, turned);
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

    /** Whether a stretch may make more sense rotated or backwards. */
    boolean maybeTurned() {
        return turned;
    }

    private static long[] characters() {
        long[] characters = new long[BEYOND_ASCII + 1];
        for (char character = 0; character < BEYOND_ASCII; character++) {
            boolean word = Character.isLetterOrDigit(character);
            characters[character] = Signs.kind(character)
                    | bit(WORD, word)
                    | bit(LETTER, LetterPairs.number(character) != 0)
                    | bit(STANDS, Leet.stands(character))
                    | bit(STANDS_ALONE, Leet.standsAlone(character) && !word)
                    | bit(OF_CODE, word || CodeRun.goesOn(character))
                    | bit(HEX_DIGIT, Character.digit(character, 16) >= 0)
                    | bit(BETWEEN, "x ,:-;".indexOf(character) >= 0);
        }
        characters[BEYOND_ASCII] = Signs.BEYOND;
        return characters;
    }

    private static long bit(int kind, boolean is) {
        return is ? 1L << FIRST_KIND + kind : 0;
    }

    /** The pass: block by block, in steps that do not depend on where words end, which nobody can tell beforehand. */
    private static final class Reading {
        /** Of each kind, which characters of the block are; and which of the last two before it. */
        private final long[] places = new long[KINDS];

        private final long[] before = new long[KINDS];
        private final Row code = new Row(Base64Runs.MIN_RUN);
        private final Row digits = new Row(2 * NumberRuns.MIN_BYTES);
        private final Row codes = new Row(MIN_CODES);
        private long seen;
        private int previous;
        private boolean stretched;
        private boolean leet;
        private boolean numbers;
        private boolean base64;

        /** Characters that stand alone and are, or stand for, letters. */
        private int lone;

        void read(int[] codePoints, int from, int to) {
            for (int kind = 0; kind < KINDS; kind++) {
                before[kind] = places[kind] >>> BLOCK - MAX_GAP;
                places[kind] = 0;
            }
            for (int index = from; index < to; index += KINDS) {
                long signs = 0;
                int end = Math.min(to, index + KINDS);
                for (int at = index; at < end; at++) {
                    int codePoint = codePoints[at];
                    long character = CHARACTERS[Math.min(codePoint, BEYOND_ASCII)];
                    seen |= character;
                    long repeated = (codePoint ^ previous) - 1 >>> Integer.SIZE - 1 << REPEATED;
                    signs |= (character >>> FIRST_KIND | repeated) << (at - index) * KINDS;
                    previous = codePoint;
                }
                long turned = EightByEight.turned(signs);
                for (int kind = 0; kind < KINDS; kind++) {
                    places[kind] |= (turned >>> kind * KINDS & 0xFF) << index - from;
                }
            }
            look();
        }

        private void look() {
            long words = places[WORD];
            long letters = places[LETTER];
            long stands = places[STANDS];
            stretched |= (letters & places[REPEATED] & behind(REPEATED, 1)) != 0;
            leet |= (letters & behind(STANDS, 1) | stands & behind(LETTER, 1)) != 0;
            lone += Long.bitCount(behind(WORD, 1) & ~words & ~behind(WORD, 2)) + Long.bitCount(places[STANDS_ALONE]);
            base64 |= code.reaches(places[OF_CODE]);
            long between = places[BETWEEN];
            long wide = between & behind(BETWEEN, 1) & behind(BETWEEN, MAX_GAP);
            numbers |= digits.reaches(places[HEX_DIGIT]) | codes.reaches((places[HEX_DIGIT] | between) & ~wide);
        }

        /** Whether the character so many places before is of a kind. */
        private long behind(int kind, int distance) {
            return places[kind] << distance | before[kind] >>> MAX_GAP - distance;
        }
    }

    /** Characters of a kind one behind the other. */
    private static final class Row {
        private final int enough;
        private int before;

        Row(int enough) {
            this.enough = enough;
        }

        /** Whether there are enough, with those that the block before ended with. */
        boolean reaches(long places) {
            boolean reached = before + Long.numberOfTrailingZeros(~places) >= enough;
            long rows = places;
            for (int length = 1; length < enough; ) {
                int more = Math.min(length, enough - length);
                rows &= rows >>> more;
                length += more;
            }
            before = Math.min(enough, Long.numberOfLeadingZeros(~places) + (places == -1L ? before : 0));
            return reached || rows != 0;
        }
    }
}
