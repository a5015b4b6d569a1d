package org.llmops.guardrail.injection;

import org.llmops.guardrail.detecting.CodePoint;

/** Whether a line of a text begins as sentences do, with plain words in a row, while somebody goes through it. */
final class Sentence {
    /** So many plain words in a row are a sentence and no code. */
    private static final int WORDS = 5;

    private final String text;

    /** Up to where the line was read, always up to the start of a word or the end of the text. */
    private int read;

    private int words;

    Sentence(String text) {
        this.text = text;
    }

    void startLine(int index) {
        read = index;
        words = 0;
    }

    /** Whether there is one in the line that was started last before this place, which is not before that asked last. */
    boolean isBefore(int index) {
        while (words < WORDS && read < index) {
            int end = wordEnd(read);
            boolean plain = end > read && end < text.length() && text.charAt(end) == ' ';
            words = plain ? words + 1 : 0;
            read = plain ? end + 1 : nextBlank(end) + 1;
        }
        return words >= WORDS;
    }

    /** Behind the letters and apostrophes of a word, of which only the first is a capital, and a comma. */
    private int wordEnd(int from) {
        int end = from;
        if (end < text.length() && CodePoint.isAsciiLetter(text.charAt(end))) {
            end++;
            while (end < text.length() && isWithinWord(text.charAt(end))) {
                end++;
            }
            end += end < text.length() && text.charAt(end) == ',' ? 1 : 0;
        }
        return end;
    }

    private int nextBlank(int from) {
        int blank = text.indexOf(' ', from);
        return blank < 0 ? text.length() : blank;
    }

    private static boolean isWithinWord(char letter) {
        return letter >= 'a' && letter <= 'z' || letter == '\'' || letter == '\u2019';
    }
}
