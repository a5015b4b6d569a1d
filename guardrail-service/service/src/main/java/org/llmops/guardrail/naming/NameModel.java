package org.llmops.guardrail.naming;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Weighs the features of a word: the chance that it is part of a person's name. */
final class NameModel {
    private static final NameModel SHIPPED = ofResource("person.weights");

    /** Log-odds of a chance that is below 1 %. */
    private static final double HOPELESS = -5;

    private final byte[] weights;
    private final float scale;
    private final float bias;

    NameModel(byte[] weights, float scale, float bias) {
        if (weights.length != Features.BINS) {
            throw new IllegalArgumentException("One weight for each bin");
        }
        this.weights = weights;
        this.scale = scale;
        this.bias = bias;
    }

    /** The one that comes with the service; {@code person-card.md} beside it tells what it was trained on. */
    static NameModel shipped() {
        return SHIPPED;
    }

    private static NameModel ofResource(String name) {
        try (InputStream file = Objects.requireNonNull(NameModel.class.getResourceAsStream(name));
                DataInputStream data = new DataInputStream(file)) {
            float scale = data.readFloat();
            float bias = data.readFloat();
            return new NameModel(data.readNBytes(Features.BINS), scale, bias);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /** The chance, or 0 where it is below 1 %, as mostly. */
    double chance(int[] features, double more) {
        int sum = 0;
        for (int feature : features) {
            sum += weights[feature];
        }
        double odds = sum * scale + bias + more;
        return odds < HOPELESS ? 0 : 1 / (1 + Math.exp(-odds));
    }
}
