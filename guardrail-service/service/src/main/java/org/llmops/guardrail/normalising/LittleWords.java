package org.llmops.guardrail.normalising;

/**
 * Words of few letters that digits stand for, such as {@code 70}, {@code 0n} and {@code 4}: numbers anywhere but in a text
 * that writes long words so as well.
 */
final class LittleWords {
    private static final int LONGEST = 3;

    /** So many long words with digits amid their letters tell how the text is written. */
    private static final int ENOUGH_LONG_WORDS = 3;

    /** What a character is in a word. */
    private static final int OTHER = 0;

    private static final int DIGIT = 1;

    /** A digit that may stand for a letter. */
    private static final int LEET = 2;

    private static final int LETTER = 3;

    /** What was read of a word so far, beside nothing that matters: letters, and a digit behind them; else it counts. */
    private static final int LETTERS = 4;

    private static final int DIGIT_BEHIND = 8;
    private static final int COUNTED = 12;

    private static final byte[] KINDS = kinds();

    /** What was read of a word, by what was read before and the next character. */
    private static final byte[] NEXT = {
        0, 0, 0, LETTERS,
        0, LETTERS, DIGIT_BEHIND, LETTERS,
        0, DIGIT_BEHIND, DIGIT_BEHIND, COUNTED,
        0, COUNTED, COUNTED, COUNTED
    };

    private final String text;
    private boolean known;
    private boolean leet;

    LittleWords(String text) {
        this.text = text;
    }

    /** Whether the digit here belongs to such a word. */
    boolean reach(int index) {
        if (!isLeetDigit(text.charAt(index))) {
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
        return isLeet();
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
        int state = 0;
        for (int index = 0; index < text.length() && words < ENOUGH_LONG_WORDS; index++) {
            int next = NEXT[state | kind(text.charAt(index))];
            words += next == COUNTED && state != COUNTED ? 1 : 0;
            state = next;
        }
        return words;
    }

    private static int kind(char character) {
        return character < KINDS.length ? KINDS[character] : Leet.isLetter(character) ? LETTER : OTHER;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[0x80];
        for (char character = 0; character < kinds.length; character++) {
            boolean digit = character >= '0' && character <= '9';
            kinds[character] =
                    (byte) (Leet.isLetter(character) ? LETTER : isLeetDigit(character) ? LEET : digit ? DIGIT : OTHER);
        }
        return kinds;
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
