package org.llmops.router.decision;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a decision is made from beside the document.
 *
 * @param route what lots are drawn for: two routes draw differently
 * @param targets by name; what is not known of one is nothing that rules it out
 * @param complexity how hard the prompt is; null when nobody asked
 * @param seed what this call's own lots are drawn from
 */
public record Facts(
        String route,
        CallFacts call,
        Map<String, TargetFacts> targets,
        @Nullable Complexity complexity,
        long seed) {
    TargetFacts of(String target) {
        return targets.getOrDefault(target, TargetFacts.UNKNOWN);
    }

    /**
     * How hard a prompt is.
     *
     * @param scorer the scorer's version: scores of different ones do not compare
     * @param easyBelow scores below are easy, where a route does not say otherwise
     * @param hardFrom scores from here on are hard, where a route does not say otherwise
     */
    public record Complexity(String scorer, double score, double easyBelow, double hardFrom) {}
}
