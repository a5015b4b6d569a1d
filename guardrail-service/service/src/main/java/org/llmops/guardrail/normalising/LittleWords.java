package org.llmops.guardrail.normalising;

/**
 * Words of few letters that digits stand for, such as {@code 70}, {@code 0n} and {@code 4}: numbers anywhere but in a text
 * that writes long words so as well.
 */
final class LittleWords {
    private static final int LONGEST = 3;

    /** So many long words with digits amid their letters tell how the text is written. */
    private static final int ENOUGH_LONG_WORDS = 3;

    private final String text;
    private boolean known;
    private boolean leet;

    LittleWords(String text) {
        this.text = text;
    }

    /** Whether the digit here belongs to such a word. */
    boolean reach(int index) {
        if (!isLeetDigit(text.charAt(index)) || !isLeet()) {
            return false;
        }
        int from = index;
        while (from > 0 && index - from < LONGEST && isWord(text.charAt(from - 1))) {
            from--;
        }
        int to = index + 1;
        while (to < text.length() && to - from <= LONGEST && isWord(text.charAt(to))) {
            to++;
        }
        if (to - from > LONGEST) {
            return false;
        }
        for (int at = from; at < to; at++) {
            if (!isLeetDigit(text.charAt(at)) && !Leet.isLetter(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private boolean isLeet() {
        if (!known) {
            known = true;
            leet = longWords() >= ENOUGH_LONG_WORDS;
        }
        return leet;
    }

    /** Words in which a digit stands between letters, up to as many as matter. */
    private int longWords() {
        int words = 0;
        boolean letterBefore = false;
        boolean digitBehind = false;
        boolean counted = false;
        for (int index = 0; index < text.length() && words < ENOUGH_LONG_WORDS; index++) {
            char character = text.charAt(index);
            if (Leet.isLetter(character)) {
                if (digitBehind && !counted) {
                    words++;
                    counted = true;
                }
                letterBefore = true;
                digitBehind = false;
            } else if (isLeetDigit(character)) {
                digitBehind |= letterBefore;
            } else if (character < '0' || character > '9') {
                letterBefore = false;
                digitBehind = false;
                counted = false;
            }
        }
        return words;
    }

    private static boolean isLeetDigit(char character) {
        return switch (character) {
            case '0', '1', '3', '4', '5', '7' -> true;
            default -> false;
        };
    }

    private static boolean isWord(char character) {
        return Character.isLetterOrDigit(character);
    }
}
