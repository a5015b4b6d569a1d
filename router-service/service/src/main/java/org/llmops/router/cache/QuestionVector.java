package org.llmops.router.cache;

/** The direction in which a question points, in steps of 1/127 of its greatest component: a quarter of the bytes. */
public final class QuestionVector {
    /** Embedding models have at most this many components; a longer vector is somebody's mistake. */
    public static final int MAX_COMPONENTS = 4_096;

    private final byte[] components;
    private final long squares;

    private QuestionVector(byte[] components) {
        this.components = components;
        long sum = 0;
        for (byte component : components) {
            sum += component * component;
        }
        this.squares = sum;
    }

    /** Points where these components point. */
    public static QuestionVector of(float[] exact) {
        float greatest = 0;
        for (float component : exact) {
            greatest = Math.max(greatest, Math.abs(component));
        }
        byte[] rounded = new byte[exact.length];
        // What is not finite points nowhere, and is like nothing.
        if (exact.length <= MAX_COMPONENTS && greatest > 0 && Float.isFinite(greatest)) {
            for (int i = 0; i < exact.length; i++) {
                rounded[i] = (byte) Math.round(exact[i] / greatest * Byte.MAX_VALUE);
            }
        }
        return new QuestionVector(rounded);
    }

    static QuestionVector ofBytes(byte[] components) {
        return new QuestionVector(components);
    }

    byte[] bytes() {
        return components;
    }

    /** It points somewhere. */
    public boolean isMeaningful() {
        return squares > 0;
    }

    /** The cosine of the angle between the two, at least 0; 0 for vectors of different models. */
    public double similarity(QuestionVector other) {
        if (components.length != other.components.length || squares == 0 || other.squares == 0) {
            return 0;
        }
        long product = 0;
        for (int i = 0; i < components.length; i++) {
            product += components[i] * other.components[i];
        }
        return Math.clamp(product / Math.sqrt((double) squares * other.squares), 0, 1);
    }
}
