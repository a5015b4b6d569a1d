package org.llmops.guardrail.naming;

/**
 * A word, number or mark of a text, as the tagger sees it.
 *
 * @param end one past it, the dot of an initial included
 * @param hash of the folded word; of the mark's code point; a constant for numbers, lines and edges
 * @param classes what the {@link Gazetteer} knows of it
 * @param shape how it is written: one of the constants below
 * @param tails hashes of its last two, three and four letters, if it stands in a row that may be a name
 */
record Word(int start, int end, int hash, int classes, int shape, int length, Tails tails) {
    static final int SMALL = 0;
    static final int CAPITALISED = 1;
    static final int ALL_CAPITALS = 2;
    static final int MIXED = 3;
    static final int INITIAL = 4;
    static final int DOUBLE = 5;
    static final int APOSTROPHE = 6;
    static final int LETTER = 7;
    static final int NUMBER = 8;
    static final int MARK = 9;
    static final int LINE = 10;
    static final int EDGE = 11;

    /** Hashes of a word's endings, 0 where it is too short. */
    record Tails(int two, int three, int four) {
        static final Tails NONE = new Tails(0, 0, 0);
    }

    static Word of(int start, int end, int hash, int shape) {
        return new Word(start, end, hash, 0, shape, end - start, Tails.NONE);
    }

    boolean is(int someClasses) {
        return (classes & someClasses) != 0;
    }

    boolean isCapital() {
        return shape >= CAPITALISED && shape <= LETTER;
    }

    boolean isWritten() {
        return shape <= LETTER;
    }

    boolean isBreak() {
        return shape == LINE || shape == EDGE;
    }

    Word asUnknown() {
        int left = classes
                & ~(Gazetteer.GIVEN | Gazetteer.FREQUENT_GIVEN | Gazetteer.SURNAME | Gazetteer.FREQUENT_SURNAME);
        return new Word(start, end, hash, left, shape, length, tails);
    }
}
