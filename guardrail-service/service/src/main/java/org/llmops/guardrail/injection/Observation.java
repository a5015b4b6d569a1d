package org.llmops.guardrail.injection;

import java.util.List;
import java.util.TreeSet;

/**
 * What the rules and the normaliser make of a stretch of text.
 *
 * @param readable the text as a model reads it: disguises undone, and what was encoded written out behind it
 * @param sightings places where rules hold
 */
record Observation(String readable, List<Sighting> sightings) {
    /** A rule that holds between two code points of the stretch. */
    record Sighting(Rule rule, int start, int end) {}

    /** The names of the rules that hold. */
    List<String> signals() {
        TreeSet<String> names = new TreeSet<>();
        for (Sighting sighting : sightings) {
            names.add(sighting.rule().id());
        }
        return List.copyOf(names);
    }
}
