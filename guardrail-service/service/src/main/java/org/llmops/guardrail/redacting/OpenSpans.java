package org.llmops.guardrail.redacting;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.policies.Verdict;

/** What was found in one text and is not released yet, and beside it what rails in shadow found, which changes nothing. */
final class OpenSpans {
    private final RailSet rails;
    private final List<Span> shadow = new ArrayList<>();
    private List<Span> open = new ArrayList<>();

    OpenSpans(RailSet rails, @Nullable Sighted known) {
        this.rails = rails;
        if (known != null) {
            known.addTo(open, shadow, rails);
        }
    }

    void add(Span span) {
        open.add(span);
    }

    /** What an uncertain rail found counts where there is no judge to ask. */
    void found(Span.Found found) {
        if (found.rail().isShadow()) {
            shadow.add(found.as(Span.Standing.CERTAIN));
        } else {
            boolean nobodyToAsk = found.standing() == Span.Standing.UNCERTAIN && rails.confirms(found.rail()) == null;
            open.add(nobodyToAsk ? found.as(Span.Standing.CERTAIN) : found);
        }
    }

    /** What a judge found of itself. */
    void judged(CompiledRail judge, List<Span.Found> found) {
        (judge.isShadow() ? shadow : open).addAll(found);
    }

    /** The rails that uncertain findings wait for. */
    Stream<CompiledRail> awaited() {
        return uncertain().map(found -> rails.confirms(found.rail()));
    }

    /** @param standing of what waited for the judge; it goes when there is none */
    void settle(CompiledRail judge, Span.@Nullable Standing standing) {
        List<Span> settled = new ArrayList<>();
        for (Span span : open) {
            boolean asked = span instanceof Span.Found found
                    && found.standing() == Span.Standing.UNCERTAIN
                    && judge.equals(rails.confirms(found.rail()));
            if (!asked) {
                settled.add(span);
            } else if (standing != null) {
                settled.add(((Span.Found) span).as(standing));
            }
        }
        open = settled;
    }

    /** Whether something that is certain refuses the text. */
    boolean refuse(Outcome outcome) {
        return open.stream()
                .anyMatch(span -> span instanceof Span.Found found
                        && found.standing() == Span.Standing.CERTAIN
                        && outcome.verdict(found.action()) == Verdict.BLOCK);
    }

    /** Up to where all is certain that is certain up to there without them: not into an open one, nor a chain of them. */
    int releasable(int settled) {
        int before = Math.min(settled, uncertain().mapToInt(Span::start).min().orElse(settled));
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Span span : open) {
                if (span.start() < before && span.end() > before) {
                    before = span.start();
                    moved = true;
                }
            }
        }
        return before;
    }

    /** Those that end there, which are not open any more. */
    List<Span> take(int to) {
        List<Span> ready = new ArrayList<>();
        List<Span> left = new ArrayList<>();
        open.forEach(span -> (span.end() <= to ? ready : left).add(span));
        open = left;
        return ready;
    }

    List<Span> takeAll() {
        List<Span> all = open;
        open = new ArrayList<>();
        return all;
    }

    Stream<Span.Found> inShadow() {
        return Overlaps.settle(shadow).stream().map(Span.Found.class::cast);
    }

    Sighted sighted() {
        return Sighted.of(open, shadow);
    }

    /** None where there is no judge: what it would be asked about counts already. */
    private Stream<Span.Found> uncertain() {
        List<Span> asked = rails.confirming().isEmpty() ? List.of() : open;
        return asked.stream()
                .filter(Span.Found.class::isInstance)
                .map(Span.Found.class::cast)
                .filter(found -> found.standing() == Span.Standing.UNCERTAIN);
    }
}
