package org.llmops.guardrail.topics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a text is about: its stems, each by how rare it is, and the direction their vectors point to together.
 */
final class Gist {
    /** Words that are more common than this say nothing of a topic. */
    private static final double MIN_RARITY = 0.22;

    private final Map<String, WordVectors.Known> stems;
    private final double mass;
    private final float[] direction;

    private Gist(Map<String, WordVectors.Known> stems, double mass, float[] direction) {
        this.stems = stems;
        this.mass = mass;
        this.direction = direction;
    }

    static Gist of(String text, WordVectors vectors) {
        Telling telling = new Telling(text, vectors);
        Stems.read(text, telling);
        Map<String, WordVectors.Known> stems = telling.stems;
        float[] direction = new float[vectors.dimensions()];
        double mass = 0;
        for (WordVectors.Known known : stems.values()) {
            double rarity = known.rarity();
            mass += rarity;
            float[] word = known.direction();
            for (int axis = 0; axis < word.length; axis++) {
                direction[axis] += (float) (rarity * word[axis]);
            }
        }
        normalise(direction);
        return new Gist(stems, mass, direction);
    }

    /** How many different words say something. */
    int size() {
        return stems.size();
    }

    /** The stems of this text that are among the others. */
    List<Map.Entry<String, WordVectors.Known>> among(Set<String> others) {
        if (others.size() < stems.size() && hasNoneOf(others)) {
            return List.of();
        }
        List<Map.Entry<String, WordVectors.Known>> among = new ArrayList<>();
        for (Map.Entry<String, WordVectors.Known> stem : stems.entrySet()) {
            if (others.contains(stem.getKey())) {
                among.add(stem);
            }
        }
        return among;
    }

    /**
     * The share of this text's words, weighed by how rare they are, that are among the others.
     *
     * @param candidates stems of this text; none that is among the others is missing
     */
    double covered(Collection<Map.Entry<String, WordVectors.Known>> candidates, Set<String> others) {
        double covered = 0;
        for (Map.Entry<String, WordVectors.Known> stem : candidates) {
            covered += others.contains(stem.getKey()) ? stem.getValue().rarity() : 0;
        }
        return mass == 0 ? 0 : covered / mass;
    }

    /** Mostly so, and told sooner from the side that has fewer. */
    private boolean hasNoneOf(Set<String> others) {
        for (String other : others) {
            if (stems.containsKey(other)) {
                return false;
            }
        }
        return true;
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int axis = 0; axis < one.length; axis++) {
            sum += one[axis] * other[axis];
        }
        return sum;
    }

    Set<Map.Entry<String, WordVectors.Known>> words() {
        return stems.entrySet();
    }

    Set<String> stems() {
        return stems.keySet();
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

    /** Collects the words that say something. */
    private static final class Telling implements Stems.Sink {
        private final Map<String, WordVectors.Known> stems = new HashMap<>();
        private final String text;
        private final WordVectors vectors;

        Telling(String text, WordVectors vectors) {
            this.text = text;
            this.vectors = vectors;
        }

        @Override
        public void word(int from, int to, int hash) {
            WrittenWords.Stem word = vectors.written().in(text, from, to, hash);
            add(word.stem(), word.known());
        }

        @Override
        public void word(String word) {
            pair(Stems.ofWord(word));
        }

        @Override
        public void pair(String pair) {
            add(pair, vectors.known(pair));
        }

        private void add(String stem, WordVectors.Known known) {
            if (known.rarity() >= MIN_RARITY) {
                stems.put(stem, known);
            }
        }
    }
}
