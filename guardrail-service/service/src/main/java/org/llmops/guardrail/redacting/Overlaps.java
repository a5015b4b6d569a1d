package org.llmops.guardrail.redacting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Stage;

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

    private static final Comparator<Span> BY_START = Comparator.comparingInt(Span::start);

    private static final Comparator<Span.Found> IN_TURN = Overlaps::inTurn;

    private static final Comparator<Span> IN_TEXT = Overlaps::inText;

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
        found.sort(IN_TURN);
        List<Span.Found> changing = new ArrayList<>();
        List<Span.Found> reshaping = new ArrayList<>();
        List<Span> settled = new ArrayList<>(found.size());
        List<Span.Found> reviews = new ArrayList<>();
        Reports reports = new Reports();
        forEachUncovered(found, literals, span -> {
            switch (span.action()) {
                case ALLOW, FLAG -> reports.add(span);
                case QUARANTINE, ROUTE -> settled.add(span);
                case HUMAN_REVIEW -> reviews.add(span);
                case REDACT, REWRITE, RE_ASK, BLOCK -> {}
            }
            if (changes(span)) {
                (span.reshapes() ? reshaping : changing).add(span);
            }
        });
        TreeMap<Integer, Span> changes = new TreeMap<>();
        choose(changing, span -> changes.put(span.start(), span));
        List<Span> reshaped = new ArrayList<>();
        choose(reshaping, reshaped::add);
        reports.choose(changes, settled);
        literals.forEach(span -> choose(span, changes));
        settled.addAll(changes.values());
        reviews.stream().filter(span -> !span.equals(changes.get(span.start()))).forEach(settled::add);
        reshaped.stream().filter(span -> !isCut(span, changes)).forEach(settled::add);
        settled.sort(IN_TEXT);
        return settled;
    }

    /** Of spans in the order of the text, those that neither a proven value nor what stands in place of one covers. */
    private static void forEachUncovered(
            List<Span.Found> found, List<Span.Literal> literals, Consumer<Span.Found> counts) {
        List<Span.Literal> issued =
                literals.stream().filter(Span.Literal::issued).sorted(BY_START).toList();
        int provenTo = -1;
        int issuedTo = -1;
        int nextFound = 0;
        int nextIssued = 0;
        for (Span.Found span : found) {
            while (nextFound < found.size() && found.get(nextFound).start() <= span.start()) {
                Span.Found other = found.get(nextFound++);
                boolean vouches = other.rail().findsValues() && other.match().proven();
                provenTo = vouches ? Math.max(provenTo, other.end()) : provenTo;
            }
            while (nextIssued < issued.size() && issued.get(nextIssued).start() <= span.start()) {
                issuedTo = Math.max(issuedTo, issued.get(nextIssued++).end());
            }
            boolean artefact = provenTo >= span.end()
                    && span.rail().findsValues()
                    && !span.match().proven();
            if (!artefact && issuedTo < span.end()) {
                counts.accept(span);
            }
        }
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

    /** By where they start, those of one rail then the preferred first. */
    private static int inTurn(Span.Found one, Span.Found other) {
        int order = Integer.compare(one.start(), other.start());
        if (order == 0) {
            order = Integer.compare(one.rail().order(), other.rail().order());
        }
        return order == 0 ? prefer(one, other) : order;
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

    /** Chooses among spans in the order of the text; most of them stand alone. */
    private static void choose(List<Span.Found> spans, Consumer<Span.Found> chosen) {
        int from = 0;
        while (from < spans.size()) {
            int first = spans.get(from).start();
            int reach = first;
            int to = from;
            while (to < spans.size()
                    && (spans.get(to).start() < reach || spans.get(to).start() == first)) {
                reach = Math.max(reach, spans.get(to++).end());
            }
            if (to - from == 1) {
                chosen.accept(spans.get(from));
            } else {
                TreeMap<Integer, Span.Found> untangled = new TreeMap<>();
                spans.subList(from, to).stream().sorted(PREFERENCE).forEach(span -> choose(span, untangled));
                untangled.values().forEach(chosen);
            }
            from = to;
        }
    }

    private static <T extends Span> void choose(T span, TreeMap<Integer, T> chosen) {
        // Chosen spans do not overlap each other, so only the last that starts before the end can be in the way.
        Map.Entry<Integer, T> before = chosen.lowerEntry(span.end());
        if (before == null || !before.getValue().overlaps(span)) {
            // Of an empty text, several may stand at 0.
            chosen.putIfAbsent(span.start(), span);
        }
    }

    /** What only reports, told in the order of the text, by whom it has for rivals. */
    private static final class Reports {
        /** Those of values have rivals among each other, others among those of their rail, by its order. */
        private static final int VALUES = 0;

        private final List<List<Span.Found>> rivals = new ArrayList<>();
        private final List<Span.Found> withoutRivals = new ArrayList<>();

        private void add(Span.Found span) {
            if (span.rail().stage() != Stage.DETERMINISTIC) {
                withoutRivals.add(span);
                return;
            }
            int among = span.rail().findsValues() ? VALUES : 1 + span.rail().order();
            while (rivals.size() <= among) {
                rivals.add(new ArrayList<>());
            }
            rivals.get(among).add(span);
        }

        private void choose(TreeMap<Integer, Span> changes, List<Span> settled) {
            if (!changes.isEmpty()) {
                withoutRivals.removeIf(span -> isWithin(span, changes));
                rivals.forEach(spans -> spans.removeIf(span -> isWithin(span, changes)));
            }
            settled.addAll(withoutRivals);
            rivals.forEach(spans -> Overlaps.choose(spans, settled::add));
        }
    }
}
