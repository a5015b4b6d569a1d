package org.llmops.router.cache;

import org.llmops.router.ngram.Ngrams;

/**
 * The built-in embedding: words, pairs of words and runs of four characters, each hashed to a component and a sign
 * (K. Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009). It knows spellings, not meanings.
 */
public final class NgramEmbedding {
    /** Part of every key of what was embedded: another hash is another name. */
    public static final String NAME = "ngrams-1";

    private static final int BITS = 8;

    private NgramEmbedding() {}

    /** Where a text points. */
    public static QuestionVector of(String text) {
        float[] counts = new float[1 << BITS];
        Ngrams.tell(text, 0, text.length(), false, hash -> counts[hash >>> 32 - BITS] += (hash & 1) == 0 ? 1 : -1);
        return QuestionVector.of(counts);
    }
}
