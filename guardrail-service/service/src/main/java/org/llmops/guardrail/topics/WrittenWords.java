package org.llmops.guardrail.topics;

import org.jspecify.annotations.Nullable;

/**
 * What words mean, remembered as they are written: most words of all texts are the same few thousand. Words that the vectors
 * do not know are not kept, they may be somebody's secret.
 */
final class WrittenWords {
    private static final int SLOTS = 1 << 13;

    private final WordVectors vectors;
    private final @Nullable Stem[] stems = new @Nullable Stem[SLOTS];

    WrittenWords(WordVectors vectors) {
        this.vectors = vectors;
    }

    /** A written word, its stem, and what that means. */
    record Stem(String written, String stem, WordVectors.Known known) {}

    /**
     * The word between two chars of a text.
     *
     * @param hash as of a string of these chars
     */
    Stem in(String text, int from, int to, int hash) {
        int slot = (hash ^ hash >>> 13) & SLOTS - 1;
        Stem met = stems[slot];
        if (met != null && met.written().length() == to - from && text.startsWith(met.written(), from)) {
            return met;
        }
        Stem read = of(text.substring(from, to));
        if (read.known() != WordVectors.Known.UNMET) {
            stems[slot] = read;
        }
        return read;
    }

    private Stem of(String word) {
        String stem = Stems.ofWord(word);
        return new Stem(word, stem, vectors.known(stem));
    }
}
