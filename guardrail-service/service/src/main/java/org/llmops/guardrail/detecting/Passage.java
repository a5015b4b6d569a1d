package org.llmops.guardrail.detecting;

import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.normalising.NormalisedText;
import org.llmops.guardrail.normalising.Normaliser;

/** A stretch of text that is judged as one: a sentence or a line, or a piece of one that goes on for long. */
public final class Passage {
    /** Passages are at most this long, in code points. */
    public static final int MAX_LENGTH = 480;

    /** A passage knows so much of what came before it, in code points. */
    public static final int MAX_BEFORE = 600;

    private final String text;
    private final int start;
    private final String before;
    private @Nullable NormalisedText normalised;

    public Passage(String text, int start, String before) {
        this.text = text;
        this.start = start;
        this.before = before;
    }

    /** What is judged. */
    public String text() {
        return text;
    }

    /** Where it begins in the whole text, in code points. */
    public int start() {
        return start;
    }

    /** What came right before it, at most {@value #MAX_BEFORE} code points: read with it, judged already. */
    public String before() {
        return before;
    }

    /** The text as it is meant; made once for all who judge the passage. */
    public NormalisedText normalised() {
        NormalisedText known = normalised;
        if (known == null) {
            known = Normaliser.of(text);
            normalised = known;
        }
        return known;
    }

    public int length() {
        return text.codePointCount(0, text.length());
    }

    boolean is(String otherText, CharSequence otherBefore) {
        return text.equals(otherText) && before.contentEquals(otherBefore);
    }

    @Override
    public String toString() {
        return "passage at " + start;
    }
}
