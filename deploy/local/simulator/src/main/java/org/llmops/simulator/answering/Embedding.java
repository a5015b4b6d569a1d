package org.llmops.simulator.answering;

import io.vertx.core.json.JsonArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Locale;

/**
 * A unit vector for a text: its words and the trigrams of its letters, hashed with a sign into the dimensions (feature
 * hashing, Weinberger et al. 2009). Texts that share words or parts of words are near; it knows nothing of meaning.
 */
public final class Embedding {

    private static final int GRAM = 3;

    private final float[] vector;

    private Embedding(float[] vector) {
        this.vector = vector;
    }

    /** Of a text. */
    public static Embedding ofText(String text, int dimensions) {
        float[] vector = new float[dimensions];
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                add(vector, word, 2);
                String bounded = " " + word + " ";
                for (int start = 0; start + GRAM <= bounded.length(); start++) {
                    add(vector, bounded.substring(start, start + GRAM), 1);
                }
            }
        }
        return unit(vector);
    }

    /** Of a text that the caller has tokenized already. */
    public static Embedding ofTokens(int[] tokens, int dimensions) {
        float[] vector = new float[dimensions];
        for (int token : tokens) {
            add(vector, "token " + token, 1);
        }
        return unit(vector);
    }

    private static void add(float[] vector, String feature, float weight) {
        int hash = mixed(feature.hashCode());
        vector[Math.floorMod(hash, vector.length)] += (hash >>> 31 == 0) ? weight : -weight;
    }

    /** The finalizer of MurmurHash3: String.hashCode alone leaves similar strings in neighbouring buckets. */
    private static int mixed(int hash) {
        int mixed = hash;
        mixed ^= mixed >>> 16;
        mixed *= 0x85ebca6b;
        mixed ^= mixed >>> 13;
        mixed *= 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }

    private static Embedding unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        if (squares == 0) {
            // nothing to hash, or everything cancelled out: still a unit vector
            vector[0] = 1;
            return new Embedding(vector);
        }
        double length = Math.sqrt(squares);
        for (int index = 0; index < vector.length; index++) {
            vector[index] = (float) (vector[index] / length);
        }
        return new Embedding(vector);
    }

    /** How much it points into the direction of another: from -1 to 1. */
    public double cosine(Embedding other) {
        double product = 0;
        for (int index = 0; index < vector.length; index++) {
            product += vector[index] * other.vector[index];
        }
        return product;
    }

    /** The numbers. */
    public JsonArray floats() {
        JsonArray floats = new JsonArray();
        for (float value : vector) {
            floats.add(value);
        }
        return floats;
    }

    /** The floats in little-endian order. */
    public String base64() {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
