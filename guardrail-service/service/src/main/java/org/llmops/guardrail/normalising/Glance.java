package org.llmops.guardrail.normalising;

/**
 * What one pass over a text tells: of most texts, that nothing in them is written in disguise. What it denies is certain;
 * what it does not deny wants a closer look.
 */
public final class Glance {
    private static final long LETTER_OR_DIGIT = 1L << 63;
    private static final long HEX_DIGIT = 1L << 62;

    /** Of base64, beside letters and digits. */
    private static final long CODE_SIGN = 1L << 61;

    /** That may stand for a letter: a sign that does, or a digit. */
    private static final long STANDS = 1L << 60;

    /** The same even where letters are set apart. */
    private static final long STANDS_ALONE = 1L << 59;

    /** From here on, the number of a letter in {@link LetterPairs}; below lies which sign it is. */
    private static final int LETTER = 54;

    private static final int LETTER_BITS = 0x1F;

    /** What of each character of ASCII is to be known. */
    private static final long[] KINDS = kinds();

    /** Two codes of one row have no more signs between them. */
    private static final int MAX_GAP = 2;

    private final Signs signs;
    private final boolean stretched;
    private final boolean spacedOut;
    private final boolean leet;
    private final boolean numbers;
    private final boolean base64;
    private final boolean turned;

    private Glance(Reading reading) {
        this.signs = new Signs(reading.seen & (1L << LETTER) - 1);
        this.stretched = reading.stretched || signs.areBeyondAscii();
        this.spacedOut = reading.lone >= Leet.MIN_SPACED || signs.areBeyondAscii();
        this.leet = reading.leet || signs.areBeyondAscii();
        this.numbers = reading.longCode || reading.mostCodes >= NumberRuns.MIN_BYTES;
        this.base64 = reading.longestRun >= Base64Runs.MIN_RUN;
        this.turned = reading.turned;
    }

    public static Glance at(String text) {
        int[] characters = new int[text.length()];
        for (int index = 0; index < characters.length; index++) {
            characters[index] = text.charAt(index);
        }
        return at(characters, 0, characters.length);
    }

    /** The same of the code points of a text, from one index to another. */
    public static Glance at(int[] codePoints, int from, int to) {
        Reading reading = new Reading(codePoints, to);
        reading.read(from);
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

    /** Whether a stretch may make more sense rotated or backwards. */
    boolean maybeTurned() {
        return turned;
    }

    private static long[] kinds() {
        long[] kinds = new long[Signs.ASCII];
        for (char character = 0; character < kinds.length; character++) {
            kinds[character] = Signs.kind(character)
                    | (long) LetterPairs.number(character) << LETTER
                    | (Character.isLetterOrDigit(character) ? LETTER_OR_DIGIT : 0)
                    | (Character.digit(character, 16) >= 0 ? HEX_DIGIT : 0)
                    | (CodeRun.goesOn(character) ? CODE_SIGN : 0)
                    | (Leet.stands(character) ? STANDS : 0)
                    | (Leet.standsAlone(character) ? STANDS_ALONE : 0);
        }
        return kinds;
    }

    /** The pass. */
    private static final class Reading {
        private final int[] codePoints;
        private final int end;
        private long seen;
        private boolean stretched;
        private boolean leet;
        private boolean longCode;

        /** The most digits of base64 in a row. */
        private int longestRun;

        /** Characters that stand alone and are, or stand for, letters. */
        private int lone;

        /** Words in a row that may be numbers, of the lengths of codes; and the most there were. */
        private int codes;

        private int mostCodes;
        private int wordBefore;

        /** By how much more usual the letters are, up to here, rotated and backwards. */
        private int rotated;

        private int backwards;
        private int most;
        private boolean turned;

        Reading(int[] codePoints, int end) {
            this.codePoints = codePoints;
            this.end = end;
        }

        void read(int from) {
            int run = from;
            int word = from;
            while (word < end) {
                int gap = readWord(word);
                if (gap < end) {
                    long kind = kind(codePoints[gap]);
                    seen |= kind;
                    lone += (kind & STANDS_ALONE) == 0 ? 0 : 1;
                    leet |= (kind & STANDS) != 0
                            && gap + 1 < end
                            && (kind(codePoints[gap + 1]) & (STANDS | LETTER_OR_DIGIT)) != 0;
                    if ((kind & CODE_SIGN) == 0) {
                        longestRun = Math.max(longestRun, gap - run);
                        run = gap + 1;
                    }
                }
                word = gap + 1;
            }
            longestRun = Math.max(longestRun, end - run);
            turned = most >= Disguises.MIN_PARTS;
        }

        /** Reads letters and digits in a row, if there are any here, and the gap behind them; returns where they end. */
        private int readWord(int from) {
            int[] rotatedGains = Disguises.ROTATED_PARTS;
            int[] backwardsGains = Disguises.REVERSED_PARTS;
            int rotatedSum = rotated;
            int backwardsSum = backwards;
            int mostSum = most;
            boolean threeAlike = false;
            long kinds = 0;
            int last = 0;
            int before = 0;
            int beforeThat = 0;
            int index = from;
            while (index < end) {
                int codePoint = codePoints[index];
                long kind = kind(codePoint);
                if ((kind & LETTER_OR_DIGIT) == 0) {
                    break;
                }
                kinds |= kind;
                int letter = (int) (kind >>> LETTER) & LETTER_BITS;
                int pair = LetterGain.pair(last, letter);
                rotatedSum = Math.max(0, rotatedSum + rotatedGains[pair]);
                backwardsSum = Math.max(0, backwardsSum + backwardsGains[pair]);
                mostSum = Math.max(mostSum, Math.max(rotatedSum, backwardsSum));
                last = letter;
                threeAlike |= (codePoint ^ before | codePoint ^ beforeThat) == 0;
                beforeThat = before;
                before = codePoint;
                index++;
            }
            int pair = LetterGain.pair(last, 0);
            rotated = Math.max(0, rotatedSum + rotatedGains[pair]);
            backwards = Math.max(0, backwardsSum + backwardsGains[pair]);
            most = Math.max(mostSum, Math.max(rotated, backwards));
            seen |= kinds;
            stretched |= threeAlike;
            leet |= (kinds & STANDS) != 0 && Signs.haveLetters(kinds);
            countWord(from, index);
            return index;
        }

        private void countWord(int from, int to) {
            int length = to - from;
            if (length == 0) {
                return;
            }
            lone += length == 1 ? 1 : 0;
            boolean code = length > 1 && (kind(codePoints[from]) & kind(codePoints[to - 1]) & HEX_DIGIT) != 0;
            longCode |= code && length >= 2 * NumberRuns.MIN_BYTES;
            boolean goesOn = from - wordBefore <= MAX_GAP;
            codes = code && length <= NumberRuns.LONGEST_CODE ? goesOn ? codes + 1 : 1 : 0;
            mostCodes = Math.max(mostCodes, codes);
            wordBefore = to;
        }

        private static long kind(int codePoint) {
            return codePoint < KINDS.length ? KINDS[codePoint] : Signs.BEYOND;
        }
    }
}
