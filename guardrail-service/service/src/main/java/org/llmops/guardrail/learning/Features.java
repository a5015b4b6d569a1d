package org.llmops.guardrail.learning;

/**
 * What a text looks like to a model: how often which n-grams occur, hashed into buckets. One instance is used again and
 * again by one thread, so that reading makes no garbage to speak of.
 */
final class Features {
    static final int BITS = 18;
    static final int BUCKETS = 1 << BITS;

    /** The weight of an n-gram by how often it occurs: repetition counts less and less. */
    private static final float[] WEIGHT_OF_COUNT = new float[Byte.MAX_VALUE + 1];

    static {
        for (int count = 1; count < WEIGHT_OF_COUNT.length; count++) {
            WEIGHT_OF_COUNT[count] = (float) (1 + Math.log(count));
        }
    }

    private final Ngrams ngrams = new Ngrams();
    private final byte[] counts = new byte[BUCKETS];
    private int[] touched = new int[4096];
    private float[] repeated = new float[touched.length];
    private int size;

    /** What brings words, and parts of words, to length one. */
    private final float[] scales = new float[2];

    /** Reads a text; what was known of the one before is gone. */
    void read(CharSequence text) {
        for (int i = 0; i < size; i++) {
            counts[bucket(i)] = 0;
        }
        ngrams.read(text);
        count();
        float wordSquares = 0;
        float partSquares = 0;
        for (int i = 0; i < size; i++) {
            float weight = WEIGHT_OF_COUNT[counts[bucket(i)]];
            repeated[i] = weight;
            // Which of the two it adds to, no processor can guess: nothing is added to the other.
            float part = touched[i] & 1;
            partSquares += weight * weight * part;
            wordSquares += weight * weight * (1 - part);
        }
        scales[0] = wordSquares == 0 ? 0 : (float) (1 / Math.sqrt(wordSquares));
        scales[1] = partSquares == 0 ? 0 : (float) (1 / Math.sqrt(partSquares));
    }

    private void count() {
        int all = ngrams.count();
        if (all > touched.length) {
            touched = new int[2 * all];
            repeated = new float[touched.length];
        }
        int different = 0;
        for (int ngram = 0; ngram < all; ngram++) {
            int bucket = ngrams.hash(ngram) >>> 32 - BITS;
            byte count = counts[bucket];
            // Written in any case: whether a bucket was touched before, no processor can guess.
            touched[different] = bucket << 1 | (ngrams.isPart(ngram) ? 1 : 0);
            different += count == 0 ? 1 : 0;
            counts[bucket] = (byte) Math.min(count + 1, Byte.MAX_VALUE);
        }
        size = different;
    }

    /** Of the text that was read last. */
    Ngrams ngrams() {
        return ngrams;
    }

    /** How many different buckets there are. */
    int size() {
        return size;
    }

    int bucket(int i) {
        return touched[i] >>> 1;
    }

    /** Words and parts of words have length one each, however long the text. */
    float value(int i) {
        return repeated[i] * scales[touched[i] & 1];
    }

    /** What one occurrence of an n-gram adds. */
    float share(int bucket, boolean part) {
        byte count = counts[bucket];
        return WEIGHT_OF_COUNT[count] * scales[part ? 1 : 0] / count;
    }

    Band band() {
        return Band.of(ngrams.characters(), ngrams.isMostlyOther());
    }

    boolean part(int i) {
        return (touched[i] & 1) == 1;
    }
}
