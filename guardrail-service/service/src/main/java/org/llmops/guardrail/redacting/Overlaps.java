package org.llmops.guardrail.redacting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Leaves one span where several overlap, always the same one: the strictest action, then the longest, the earliest, the
 * proven, the first by name, the first rail. Digits inside a number that a check digit proves are no finding of their own.
 */
final class Overlaps {
    private static final Comparator<Span.Found> PREFERENCE = Comparator.comparing(
                    (Span.Found found) -> found.rail().action())
            .thenComparing(found -> found.match().length())
            .reversed()
            .thenComparing(Span.Found::start)
            .thenComparing(found -> !found.match().proven())
            .thenComparing(found -> found.match().entity())
            .thenComparing(found -> found.rail().order());

    private Overlaps() {}

    /** What stays, in the order of the text. Literals yield to everything that was found. */
    static List<Span> settle(List<Span> spans) {
        List<Span.Found> found = new ArrayList<>();
        List<Span.Literal> literals = new ArrayList<>();
        for (Span span : spans) {
            switch (span) {
                case Span.Found match -> found.add(match);
                case Span.Literal literal -> literals.add(literal);
            }
        }
        TreeMap<Integer, Span> chosen = new TreeMap<>();
        found.removeAll(artefacts(found));
        found.sort(PREFERENCE);
        found.forEach(span -> choose(span, chosen));
        literals.forEach(span -> choose(span, chosen));
        return List.copyOf(chosen.values());
    }

    private static void choose(Span span, TreeMap<Integer, Span> chosen) {
        // Chosen spans do not overlap each other, so only the last that starts before the end can be in the way.
        Map.Entry<Integer, Span> before = chosen.lowerEntry(span.end());
        if (before == null || !before.getValue().overlaps(span)) {
            chosen.put(span.start(), span);
        }
    }

    private static List<Span.Found> artefacts(List<Span.Found> found) {
        TreeMap<Integer, Integer> reach = reach(found);
        return found.stream()
                .filter(span -> !span.match().proven())
                .filter(span -> isCovered(span, reach))
                .toList();
    }

    private static boolean isCovered(Span.Found span, TreeMap<Integer, Integer> reach) {
        Map.Entry<Integer, Integer> cover = reach.floorEntry(span.start());
        return cover != null && cover.getValue() >= span.end();
    }

    /** How far the proven spans that start at a place or before it reach. */
    private static TreeMap<Integer, Integer> reach(List<Span.Found> found) {
        TreeMap<Integer, Integer> reach = new TreeMap<>();
        found.stream()
                .filter(span -> span.match().proven())
                .forEach(span -> reach.merge(span.start(), span.end(), Math::max));
        int farthest = 0;
        for (Map.Entry<Integer, Integer> entry : reach.entrySet()) {
            farthest = Math.max(farthest, entry.getValue());
            entry.setValue(farthest);
        }
        return reach;
    }
}
