package org.llmops.guardrail.topics;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A topic as examples and words describe it. */
final class Topic {
    private final String name;
    private final List<Gist> examples;
    private final Set<String> stems = new HashSet<>();

    Topic(String name, List<String> texts, WordVectors vectors) {
        this.name = name;
        this.examples = texts.stream().map(text -> Gist.of(text, vectors)).toList();
        for (Gist example : examples) {
            stems.addAll(example.stems());
        }
    }

    String name() {
        return name;
    }

    /** Whether any of its words says something. */
    boolean isDescribed() {
        return !stems.isEmpty();
    }

    Likeness likeness(Gist text) {
        List<Map.Entry<String, WordVectors.Known>> shared = text.among(stems);
        double nearest = 0;
        double most = 0;
        for (Gist example : examples) {
            nearest = Math.max(nearest, text.likeness(example));
            double covered = text.covered(shared, example.stems());
            if (covered > 0) {
                most = Math.max(most, (covered + example.covered(example.words(), text.stems())) / 2);
            }
        }
        return new Likeness(text.covered(shared, stems), most, nearest);
    }
}
