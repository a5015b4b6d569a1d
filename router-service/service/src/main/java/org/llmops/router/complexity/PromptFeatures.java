package org.llmops.router.complexity;

import org.llmops.router.ngram.Ngrams;

/**
 * What a prompt looks like to the scorer: how often which n-grams occur, hashed into buckets, and how long it is. One
 * instance is used again and again by one thread, so that scoring makes no garbage to speak of.
 */
final class PromptFeatures implements Ngrams.Sink {
    static final int BITS = 16;
    static final int BUCKETS = 1 << BITS;
    /** Of longer prompts the beginning and the end are read, where the question usually stands. */
    private static final int READ_AT_EACH_END = 1_024;
    /** The weight of an n-gram by how often it occurs: repetition counts less and less. */
    private static final float[] WEIGHT_OF_COUNT = new float[Byte.MAX_VALUE + 1];

    static {
        for (int count = 1; count < WEIGHT_OF_COUNT.length; count++) {
            WEIGHT_OF_COUNT[count] = (float) (1 + Math.log(count));
        }
    }

    private final byte[] counts = new byte[BUCKETS];
    private final int[] touched = new int[READ_AT_EACH_END * 6 + 16];
    private int size;
    private float norm;
    private float logCharacters;
    private float logWords;

    /** Reads a prompt; what was known of the one before is gone. */
    void read(String prompt) {
        for (int i = 0; i < size; i++) {
            counts[touched[i]] = 0;
        }
        size = 0;
        int words;
        if (prompt.length() <= 2 * READ_AT_EACH_END) {
            words = Ngrams.tell(prompt, 0, prompt.length(), true, this);
        } else {
            words = Ngrams.tell(prompt, 0, READ_AT_EACH_END, true, this)
                    + Ngrams.tell(prompt, prompt.length() - READ_AT_EACH_END, prompt.length(), true, this);
        }
        float squares = 0;
        for (int i = 0; i < size; i++) {
            float weight = weight(i);
            squares += weight * weight;
        }
        norm = (float) Math.sqrt(squares);
        logCharacters = (float) Math.log1p(prompt.length());
        logWords = (float) Math.log1p(words);
    }

    @Override
    public void ngram(int hash) {
        int bucket = hash >>> 32 - BITS;
        byte count = counts[bucket];
        if (count == 0) {
            touched[size++] = bucket;
        }
        if (count < Byte.MAX_VALUE) {
            counts[bucket] = (byte) (count + 1);
        }
    }

    /** How many different buckets there are. */
    int size() {
        return size;
    }

    int bucket(int i) {
        return touched[i];
    }

    /** Before it is divided by {@link #norm}. */
    float weight(int i) {
        return WEIGHT_OF_COUNT[counts[touched[i]]];
    }

    /** The length of the vector of all weights; 0 for an empty prompt. */
    float norm() {
        return norm;
    }

    float logCharacters() {
        return logCharacters;
    }

    float logWords() {
        return logWords;
    }
}
