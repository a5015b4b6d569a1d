package org.llmops.guardrail.learning;

import java.util.Arrays;

/**
 * What a text looks like to a model: how often which n-grams occur, hashed into buckets. One instance is used again and
 * again by one thread, so that reading makes no garbage to speak of.
 */
final class Features implements Ngrams.Sink {
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
            counts[touched[i] >>> 1] = 0;
        }
        size = 0;
        ngrams.tell(text, this);
        float wordSquares = 0;
        float partSquares = 0;
        for (int i = 0; i < size; i++) {
            float weight = WEIGHT_OF_COUNT[counts[bucket(i)]];
            repeated[i] = weight;
            if (part(i)) {
                partSquares += weight * weight;
            } else {
                wordSquares += weight * weight;
            }
        }
        scales[0] = wordSquares == 0 ? 0 : (float) (1 / Math.sqrt(wordSquares));
        scales[1] = partSquares == 0 ? 0 : (float) (1 / Math.sqrt(partSquares));
    }

    @Override
    public void ngram(int hash, boolean part) {
        int bucket = hash >>> 32 - BITS;
        byte count = counts[bucket];
        if (size == touched.length) {
            touched = Arrays.copyOf(touched, size * 2);
            repeated = new float[touched.length];
        }
        // Written in any case: whether a bucket was touched before, no processor can guess.
        touched[size] = bucket << 1 | (part ? 1 : 0);
        size += count == 0 ? 1 : 0;
        counts[bucket] = (byte) Math.min(count + 1, Byte.MAX_VALUE);
    }

    @Override
    public void word(int from, int to) {}

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
