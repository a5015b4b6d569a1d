package org.llmops.guardrail.grounding;

/**
 * A word as it is compared.
 *
 * @param form in lower case, without accents
 * @param stem what its inflections share; of a number its value
 * @param capital whether it is written like a name
 * @param lists a bit for each of the lists that have its form
 * @param start where it begins in the text it was read from, in code points
 */
record Word(String form, String stem, Kind kind, boolean capital, int lists, int start, int end) {
    /** What a word is good for in a comparison. */
    enum Kind {
        /** Carries meaning of its own. */
        CONTENT,
        NUMBER,
        /** Glue, such as articles and pronouns. */
        STOP,
        NEGATION
    }

    boolean is(WordList list) {
        return (lists & list.bit()) != 0;
    }

    boolean isContent() {
        return kind == Kind.CONTENT || kind == Kind.NUMBER;
    }

    boolean isNumber() {
        return kind == Kind.NUMBER;
    }
}
