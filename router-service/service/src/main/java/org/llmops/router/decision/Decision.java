package org.llmops.router.decision;

import java.util.List;
import org.llmops.router.routes.document.RouteTarget;

/**
 * Where a call goes, and why.
 *
 * @param version of the route
 * @param steps to be tried in this order; none when the document has no place for this call
 * @param copies targets that get a copy
 * @param branch the choices that were not between equals: answers of different branches are different answers
 * @param filtered why targets were left out
 * @param choices what happened at each node, in the order it happened
 * @param relaxed no target was left that is available and has room, so that all were taken that can do it at all
 */
public record Decision(
        int version,
        Facts facts,
        List<PlannedStep> steps,
        List<RouteTarget> copies,
        String branch,
        List<Filtered> filtered,
        List<Choice> choices,
        boolean relaxed) {
    public Decision {
        steps = List.copyOf(steps);
        copies = List.copyOf(copies);
        filtered = List.copyOf(filtered);
        choices = List.copyOf(choices);
    }

    /**
     * A target that was left out.
     *
     * @param at its place in the document
     */
    public record Filtered(String at, String target, String why) {}
}
