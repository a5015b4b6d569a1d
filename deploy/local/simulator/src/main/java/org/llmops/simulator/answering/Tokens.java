package org.llmops.simulator.answering;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into tokens by one rule that anyone can recount by hand: a token is a run of at most six letters or
 * digits, or one other character (an ideograph, a punctuation mark, a symbol), together with the white space before it.
 * White space at the very end is a token of its own. English text comes to about 1.3 tokens per word, as with real
 * tokenizers, and the tokens joined are the text again.
 */
public final class Tokens {

    private static final int LONGEST_RUN = 6;

    private Tokens() {}

    /** The tokens of the text, in order. */
    public static List<String> split(String text) {
        List<String> tokens = new ArrayList<>(text.length() / 4 + 1);
        for (int start = 0; start < text.length(); ) {
            int end = end(text, start);
            tokens.add(text.substring(start, end));
            start = end;
        }
        return tokens;
    }

    /** How many tokens the text has. */
    public static int count(String text) {
        int count = 0;
        for (int start = 0; start < text.length(); start = end(text, start)) {
            count++;
        }
        return count;
    }

    private static int end(String text, int start) {
        int end = start;
        while (end < text.length() && Character.isWhitespace(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        if (end == text.length()) {
            return end;
        }
        int first = text.codePointAt(end);
        end += Character.charCount(first);
        if (!runsOn(first)) {
            return end;
        }
        for (int run = 1; run < LONGEST_RUN && end < text.length() && runsOn(text.codePointAt(end)); run++) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static boolean runsOn(int codePoint) {
        return Character.isLetterOrDigit(codePoint) && !Character.isIdeographic(codePoint);
    }
}
