package org.llmops.guardrail.detecting;

/**
 * A stretch of text that is judged as one: a sentence or a line, or a piece of one that goes on for long.
 *
 * @param text what is judged
 * @param start where it begins in the whole text, in code points
 * @param before what came right before it, at most {@value #MAX_BEFORE} code points: read with it, judged already
 */
public record Passage(String text, int start, String before) {
    /** Passages are at most this long, in code points. */
    public static final int MAX_LENGTH = 480;

    /** A passage knows so much of what came before it, in code points. */
    public static final int MAX_BEFORE = 600;

    public int length() {
        return text.codePointCount(0, text.length());
    }

    @Override
    public String toString() {
        return "passage at " + start;
    }
}
