package org.llmops.router.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.llmops.router.cache.CachePolicy;
import org.llmops.router.routes.document.FallbackRule;
import org.llmops.router.routes.document.Trigger;

/**
 * Where a call may go.
 *
 * @param route the route that decided; empty when the client named a model
 * @param version the route's version; 0 without a route
 * @param branch the choices of the route that were not between equals; empty when there were none
 * @param steps to be tried in this order; at least one
 * @param copies targets that get a copy of the request, whose answers nobody waits for
 * @param cache how an answer may be given again; null: not at all
 * @param decision why it goes there
 */
public record Destination(
        String route,
        int version,
        String branch,
        List<Step> steps,
        List<Target> copies,
        @Nullable CachePolicy cache,
        DecisionRecord decision) {
    public Destination {
        steps = List.copyOf(steps);
        copies = List.copyOf(copies);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("A destination has at least one target");
        }
    }

    /** These targets, one after the other, by nobody's decision. */
    public static Destination of(List<Target> targets) {
        List<Step> steps = new ArrayList<>(targets.size());
        for (Target target : targets) {
            int next = steps.size() + 1;
            steps.add(new Step(
                    target, next < targets.size() ? List.of(new Exit(FallbackRule.DEFAULT, next)) : List.of()));
        }
        return new Destination("", 0, "", steps, List.of(), null, DecisionRecord.NONE);
    }

    /** The same for a copy, which is not copied again. */
    public Destination withoutCopies() {
        return new Destination(route, version, branch, steps, List.of(), cache, decision);
    }

    /** All targets in their order. */
    public List<Target> targets() {
        return steps.size() == 1
                ? List.of(steps.getFirst().target())
                : steps.stream().map(Step::target).toList();
    }

    /**
     * The step that a failure leads to; empty when the call fails with it.
     *
     * @param trigger null: the request itself is wrong, and only its status can lead on
     */
    public OptionalInt next(int position, @Nullable Trigger trigger, int httpStatus) {
        int next = steps.get(position).next(trigger, httpStatus);
        return next < 0 ? OptionalInt.empty() : OptionalInt.of(next);
    }

    /** Names what would answer: calls with different destinations never share an answer. */
    public String identity() {
        return route.isEmpty() ? steps.getFirst().target().name() : "route:" + route + "@" + version + branch;
    }
}
