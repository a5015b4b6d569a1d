package org.llmops.guardrail.normalising;

/**
 * How much more usual the letters of a growing text are if they are read rotated by thirteen places, or backwards: a sum
 * that starts anew where it falls below nothing, looked at behind each word.
 */
final class LetterGain {
    /** Gains are counted in whole parts of one, because that is faster. */
    private static final int PARTS = 1000;

    /** So much is no accident, in log-odds. */
    static final int PLENTY = 14 * PARTS;

    /** Behind a word, less than this is one: most words of any language end with nothing gained. */
    static final int NOTABLE = 3 * PARTS;

    /** Before there is plenty, so many code points are kept in mind. */
    private static final int KEPT = 63;

    private static final int LETTER_BITS = 5;

    private final int[] gains;
    private int gain;
    private int from;

    /** With the letters that are being read, which do not count yet; and the least that it has been since they began. */
    private int sum;

    private int least;

    /** @param gains of pairs of letters, in {@link #parts} */
    LetterGain(int[] gains) {
        this.gains = gains;
    }

    /** By {@link #pair}. */
    static int[] parts(double[] gains) {
        return parts(gains, PARTS);
    }

    static int[] parts(double[] gains, int partsOfOne) {
        int[] parts = new int[1 << 2 * LETTER_BITS];
        for (int pair = 0; pair < gains.length; pair++) {
            int place = pair(pair / LetterPairs.LETTERS, pair % LetterPairs.LETTERS);
            parts[place] = (int) Math.round(gains[pair] * partsOfOne);
        }
        return parts;
    }

    static int pair(int before, int letter) {
        return before << LETTER_BITS | letter;
    }

    /** Begins to read on. */
    void begin() {
        sum = gain;
        least = Integer.MAX_VALUE;
    }

    /** What is gained with the letters that are being read. */
    int sum() {
        return sum;
    }

    /** Reads one letter, or the gap that ends a word. */
    void read(int pair) {
        sum = Math.max(0, sum + gains[pair]);
        least = Math.min(least, sum);
    }

    /**
     * Counts what was read since it {@link #begin began}.
     *
     * @param start where the word begins, or goes on
     * @param end behind the gap that ends it, or behind what is known of a long one
     */
    void count(RecentLetters letters, int start, int end) {
        // What may be gone before the last code point was known is no part of it.
        from = least == 0 || gain < NOTABLE ? start : Math.max(from, end - 1 - KEPT);
        gain = sum;
        if (isPlenty()) {
            gain = onceEach(letters, end);
        }
    }

    /** What is gained if each pair gains once: what is said over and over proves no more. */
    private int onceEach(RecentLetters letters, int end) {
        boolean[] gained = new boolean[gains.length];
        int sum = 0;
        int before = 0;
        for (int position = Math.max(from, end - RecentLetters.KEPT); position < end; position++) {
            int letter = letters.at(position);
            int pair = pair(before, letter);
            sum = gained[pair] ? sum : Math.max(0, sum + gains[pair]);
            gained[pair] = true;
            before = letter;
        }
        return sum;
    }

    int gain() {
        return gain;
    }

    /** Has counted words, behind none of which it was notable. */
    void gain(int newGain) {
        gain = newGain;
    }

    boolean isPlenty() {
        return gain > PLENTY;
    }

    /** Where the stretch begins that gains; the position, if there is none. */
    int from(int position) {
        if (isPlenty()) {
            return from;
        }
        return gain < NOTABLE ? position : Math.max(from, position - KEPT);
    }

    void clear(int position) {
        gain = 0;
        from = position;
    }
}
