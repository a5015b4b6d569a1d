package org.llmops.guardrail.redacting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.policies.Action;

/**
 * Leaves one span where several overlap, always the same one: the strictest action, then the longest, the earliest, the
 * proven, the first by name, the first rail. Digits inside a number that a check digit proves are no finding of their own.
 *
 * <p>What only reports yields to what changes the text around it; a report to another of its own rail, one of a value to one
 * of another value, and a learned or judged one to none. What asks for more than a change of its own span, a quarantine or
 * another route, stands beside whatever is done there, as does the wish that a person looks at what is refused anyway;
 * and what writes its span in another form stands around it.
 */
final class Overlaps {
    private static final Comparator<Span.Found> PREFERENCE = Overlaps::prefer;

    private static final Comparator<Span> IN_TEXT = Overlaps::inText;

    /** No rail is called so. */
    private static final String VALUES = "";

    private Overlaps() {}

    /** What stays, in the order of the text: spans that {@link #changes} do not overlap each other, but where all is refused. */
    static List<Span> settle(List<Span> spans) {
        List<Span.Found> found = new ArrayList<>();
        List<Span.Literal> literals = new ArrayList<>();
        for (Span span : spans) {
            switch (span) {
                case Span.Found match -> found.add(match);
                case Span.Literal literal -> literals.add(literal);
            }
        }
        TreeMap<Integer, Integer> proven = reach(found.stream()
                .filter(span -> span.rail().findsValues() && span.match().proven()));
        TreeMap<Integer, Integer> issued = reach(literals.stream().filter(Span.Literal::issued));
        found.removeIf(span -> isArtefact(span, proven) || isCovered(span, issued));
        found.sort(PREFERENCE);
        TreeMap<Integer, Span> changes = new TreeMap<>();
        TreeMap<Integer, Span> reshaped = new TreeMap<>();
        found.stream().filter(Overlaps::changes).forEach(span -> choose(span, span.reshapes() ? reshaped : changes));
        List<Span> settled = new ArrayList<>(found.stream()
                .filter(span -> span.action() == Action.QUARANTINE || span.action() == Action.ROUTE)
                .toList());
        settled.addAll(reports(found, changes));
        literals.forEach(span -> choose(span, changes));
        settled.addAll(changes.values());
        settled.addAll(found.stream()
                .filter(span -> span.action() == Action.HUMAN_REVIEW && !span.equals(changes.get(span.start())))
                .toList());
        reshaped.values().stream().filter(span -> !isCut(span, changes)).forEach(settled::add);
        settled.sort(IN_TEXT);
        return List.copyOf(settled);
    }

    /** Below 0 if the first is preferred. Written out because texts with many findings spend most of their time here. */
    private static int prefer(Span.Found one, Span.Found other) {
        int preferred = other.action().compareTo(one.action());
        if (preferred == 0) {
            preferred = Integer.compare(other.match().length(), one.match().length());
        }
        if (preferred == 0) {
            preferred = Integer.compare(one.start(), other.start());
        }
        if (preferred == 0) {
            preferred = Boolean.compare(other.match().proven(), one.match().proven());
        }
        if (preferred == 0) {
            preferred = one.match().entity().compareTo(other.match().entity());
        }
        return preferred == 0 ? Integer.compare(one.rail().order(), other.rail().order()) : preferred;
    }

    private static int inText(Span one, Span other) {
        int order = Integer.compare(one.start(), other.start());
        if (order == 0) {
            order = Boolean.compare(other.reshapes(), one.reshapes());
        }
        return order == 0 ? Integer.compare(railOrder(one), railOrder(other)) : order;
    }

    private static int railOrder(Span span) {
        return span instanceof Span.Found found ? found.rail().order() : -1;
    }

    /** Whether it decides what is written in place of its span, or that nothing is. */
    static boolean changes(Span span) {
        return switch (span) {
            case Span.Literal literal -> true;
            case Span.Found found ->
                switch (found.action()) {
                    case REDACT, REWRITE, RE_ASK, HUMAN_REVIEW, BLOCK -> true;
                    case ALLOW, FLAG, QUARANTINE, ROUTE -> false;
                };
        };
    }

    private static List<Span> reports(List<Span.Found> found, TreeMap<Integer, Span> changes) {
        Map<String, TreeMap<Integer, Span>> chosen = new HashMap<>();
        List<Span> reports = new ArrayList<>();
        for (Span.Found span : found) {
            boolean report = span.action() == Action.ALLOW || span.action() == Action.FLAG;
            if (!report || isWithin(span, changes)) {
                continue;
            }
            if (span.rail().stage() == Stage.DETERMINISTIC) {
                String among = span.rail().findsValues() ? VALUES : span.rail().id();
                choose(span, chosen.computeIfAbsent(among, rail -> new TreeMap<>()));
            } else {
                reports.add(span);
            }
        }
        chosen.values().forEach(spans -> reports.addAll(spans.values()));
        return reports;
    }

    /** Whether a change reaches out of a span that would be written in another form: it cannot be any more. */
    private static boolean isCut(Span span, TreeMap<Integer, Span> changes) {
        // As changes do not overlap each other, only those that start last before either end can reach over it.
        return isCut(span, changes.lowerEntry(span.start())) || isCut(span, changes.lowerEntry(span.end()));
    }

    private static boolean isCut(Span span, Map.@Nullable Entry<Integer, Span> change) {
        return change != null && span.overlaps(change.getValue()) && !span.contains(change.getValue());
    }

    private static boolean isWithin(Span span, TreeMap<Integer, Span> changes) {
        Map.Entry<Integer, Span> cover = changes.floorEntry(span.start());
        return cover != null && cover.getValue().contains(span);
    }

    private static void choose(Span span, TreeMap<Integer, Span> chosen) {
        // Chosen spans do not overlap each other, so only the last that starts before the end can be in the way.
        Map.Entry<Integer, Span> before = chosen.lowerEntry(span.end());
        if (before == null || !before.getValue().overlaps(span)) {
            // Of an empty text, several may stand at 0.
            chosen.putIfAbsent(span.start(), span);
        }
    }

    private static boolean isArtefact(Span.Found span, TreeMap<Integer, Integer> proven) {
        return span.rail().findsValues() && !span.match().proven() && isCovered(span, proven);
    }

    /** Whether the span lies within one of those whose reach this is. */
    private static boolean isCovered(Span.Found span, TreeMap<Integer, Integer> reach) {
        Map.Entry<Integer, Integer> cover = reach.floorEntry(span.start());
        return cover != null && cover.getValue() >= span.end();
    }

    /** How far the spans that start at a place or before it reach; looked up for many others, however many these are. */
    private static TreeMap<Integer, Integer> reach(Stream<? extends Span> spans) {
        TreeMap<Integer, Integer> reach = new TreeMap<>();
        spans.forEach(span -> reach.merge(span.start(), span.end(), Math::max));
        int farthest = 0;
        for (Map.Entry<Integer, Integer> entry : reach.entrySet()) {
            farthest = Math.max(farthest, entry.getValue());
            entry.setValue(farthest);
        }
        return reach;
    }
}
