package org.llmops.guardrail.topics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A topic as examples and words describe it. */
final class Topic {
    /** More words than these describe anything. */
    private static final int MAX_WORDS = 600;

    private final String name;
    private final List<Gist> examples;
    private final Map<String, Double> stems = new HashMap<>();
    private final List<float[]> words = new ArrayList<>();

    Topic(String name, List<String> texts, WordVectors vectors) {
        this.name = name;
        this.examples =
                texts.stream().map(text -> Gist.of(text, vectors)).toList();
        for (Gist example : examples) {
            stems.putAll(example.stems());
        }
        for (String stem : stems.keySet()) {
            float[] direction = vectors.direction(stem);
            if (direction != null && words.size() < MAX_WORDS) {
                words.add(direction);
            }
        }
    }

    String name() {
        return name;
    }

    /** Whether any of its words says something. */
    boolean isDescribed() {
        return !stems.isEmpty();
    }

    boolean mentions(String stem) {
        return stems.containsKey(stem);
    }

    Likeness likeness(Gist text) {
        double nearest = 0;
        double most = 0;
        for (Gist example : examples) {
            nearest = Math.max(nearest, text.likeness(example));
            most = Math.max(most, (text.covered(example.stems()) + example.covered(text.stems())) / 2);
        }
        return new Likeness(text.covered(stems), most, nearest, text.near(stems, words));
    }
}
