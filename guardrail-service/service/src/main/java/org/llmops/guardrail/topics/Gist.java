package org.llmops.guardrail.topics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a text is about: its stems, each by how rare it is, and the direction their vectors point to together.
 */
final class Gist {
    /** Words that are more common than this say nothing of a topic. */
    private static final double MIN_RARITY = 0.22;

    private final Map<String, Double> stems;
    private final double mass;
    private final float[] direction;

    private Gist(Map<String, Double> stems, double mass, float[] direction) {
        this.stems = stems;
        this.mass = mass;
        this.direction = direction;
    }

    static Gist of(String text, WordVectors vectors) {
        Map<String, Double> stems = new HashMap<>();
        List<String> words = Stems.of(text);
        for (String stem : words) {
            double rarity = vectors.rarity(stem);
            if (rarity >= MIN_RARITY) {
                stems.put(stem, rarity);
            }
        }
        float[] direction = new float[vectors.dimensions()];
        double mass = 0;
        for (Map.Entry<String, Double> stem : stems.entrySet()) {
            mass += stem.getValue();
            float[] word = vectors.direction(stem.getKey());
            for (int axis = 0; word != null && axis < direction.length; axis++) {
                direction[axis] += (float) (stem.getValue() * word[axis]);
            }
        }
        normalise(direction);
        return new Gist(stems, mass, direction);
    }

    /** How many different words say something. */
    int size() {
        return stems.size();
    }

    /** The share of this text's words, weighed by how rare they are, that are among the others. */
    double covered(Map<String, Double> others) {
        if (mass == 0) {
            return 0;
        }
        double covered = 0;
        for (Map.Entry<String, Double> stem : stems.entrySet()) {
            covered += others.containsKey(stem.getKey()) ? stem.getValue() : 0;
        }
        return covered / mass;
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int axis = 0; axis < one.length; axis++) {
            sum += one[axis] * other[axis];
        }
        return sum;
    }

    Map<String, Double> stems() {
        return stems;
    }

    /** The cosine of the angle between the two. */
    double likeness(Gist other) {
        return product(direction, other.direction);
    }

    static void normalise(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        if (squares > 0) {
            float scale = (float) (1 / Math.sqrt(squares));
            for (int axis = 0; axis < vector.length; axis++) {
                vector[axis] *= scale;
            }
        }
    }
}
