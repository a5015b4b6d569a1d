package org.llmops.guardrail.normalising;

/** Characters of a growing text that stand alone, one behind the other: words that were pulled apart. */
final class LoneCharacters {
    /** So many in a row are no initials. */
    static final int MANY = 6;

    private static final int MIN_LETTERS = 4;

    /** How many gaps there are at most between two of them. */
    static final int MAX_GAP = 3;

    private static final int KEPT = 63;

    private int start = -1;
    private int count;
    private int letters;
    private int length;
    private int gap;
    private boolean letter;

    void takeGap(int position) {
        if (length == 1) {
            count++;
            letters += letter ? 1 : 0;
        }
        length = 0;
        gap++;
        if (gap > MAX_GAP) {
            forget();
        }
        if (start >= 0 && !areMany() && position - start > KEPT) {
            start = position - KEPT;
        }
    }

    /** Anything but a gap. */
    void takeWordPart(int codePoint, int position) {
        length++;
        if (length == 1) {
            start = start < 0 ? position : start;
            letter = Character.isLetter(codePoint);
        } else if (length == 2) {
            forget();
        }
        gap = 0;
    }

    /** Whether the last word was one of them, or the one that is being read may be. */
    boolean areAny() {
        return start >= 0;
    }

    /** How many characters of a word were taken, as far as it matters whether it is one. */
    int length() {
        return Math.min(length, 2);
    }

    /**
     * Takes characters none of which stands alone.
     *
     * @param newLength how many of them stand behind the last gap
     */
    void takeMany(int newLength) {
        forget();
        length = newLength == 0 ? 0 : 2;
        gap = newLength == 0 ? 1 : 0;
    }

    boolean areMany() {
        return count >= MANY && letters >= MIN_LETTERS;
    }

    /** Where they begin; the position if there are none. */
    int from(int position) {
        return start < 0 ? position : start;
    }

    void clear() {
        forget();
        length = 0;
        gap = 0;
    }

    private void forget() {
        start = -1;
        count = 0;
        letters = 0;
    }
}
