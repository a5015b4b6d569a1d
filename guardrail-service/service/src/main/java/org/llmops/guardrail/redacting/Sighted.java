package org.llmops.guardrail.redacting;

import java.util.List;
import java.util.stream.Stream;
import org.llmops.guardrail.detecting.Match;

/** Everything that a policy's rails found in a text, without the text: what is done about it is decided each time anew. */
record Sighted(List<Sight> sights) {
    static Sighted of(List<Span> pending, List<Span> shadow) {
        return new Sighted(Stream.concat(pending.stream(), shadow.stream())
                .filter(Span.Found.class::isInstance)
                .map(Span.Found.class::cast)
                .map(found -> new Sight(found.rail().order(), found.match(), found.standing()))
                .toList());
    }

    void addTo(List<Span> pending, List<Span> shadow, RailSet rails) {
        for (Sight sight : sights) {
            CompiledRail rail = rails.at(sight.order);
            (rail.isShadow() ? shadow : pending).add(new Span.Found(rail, sight.match, sight.standing));
        }
    }

    /** So many entries of memory it is worth. */
    int weight() {
        return 1 + sights.size();
    }

    /** One finding of the rail in a place of the policy. */
    record Sight(int order, Match match, Span.Standing standing) {}
}
