package org.llmops.guardrail.injection;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What the rules and the normaliser make of a stretch of text.
 *
 * @param readable the text as a model reads it: disguises undone, and what was encoded written out behind it
 * @param sightings places where rules hold
 * @param hints concepts of the grammar that are said, in whatever language, and how it is written: together with others they
 *     may mean something
 */
record Observation(String readable, List<Sighting> sightings, Collection<String> hints) {
    /** A rule that holds between two code points of the stretch. */
    record Sighting(Rule rule, int start, int end) {}

    /** The names of the rules that hold, and as hints the concepts that are said. */
    List<String> signals() {
        TreeSet<String> names = new TreeSet<>();
        for (Sighting sighting : sightings) {
            names.add(sighting.rule().id());
        }
        names.addAll(hints);
        return List.copyOf(names);
    }
}
