package org.llmops.router.decision;

import java.util.List;
import org.llmops.router.routes.document.FallbackRule;
import org.llmops.router.routes.document.RouteTarget;

/**
 * A target to be tried.
 *
 * @param at its place in the document
 * @param exits where the call may go on, by position
 */
public record PlannedStep(String at, RouteTarget target, List<PlannedExit> exits) {
    public PlannedStep {
        exits = List.copyOf(exits);
    }

    /** A way on: when it may be taken, and the position it leads to. */
    public record PlannedExit(FallbackRule on, int to) {}
}
