package org.llmops.router.routes.document;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.cache.CachePolicy;

/**
 * What a version of a route says.
 *
 * @param cache how answers may be given again; null: not at all
 * @param survey what has to be known to decide by it
 */
public record RouteDocument(
        Node root, @Nullable CachePolicy cache, @Nullable String description, Survey survey) {
    static RouteDocument of(Node root, @Nullable CachePolicy cache, @Nullable String description) {
        return new RouteDocument(root, cache, description, Survey.of(root));
    }

    /** One target after the other. */
    public static RouteDocument simple(
            List<RouteTarget> targets, @Nullable CachePolicy cache, @Nullable String description) {
        List<Node> leaves = new ArrayList<>(targets.size());
        for (RouteTarget target : targets) {
            leaves.add(new Node.Leaf("targets[" + leaves.size() + "]", target));
        }
        return of(new Node.Fallback("targets", leaves, FallbackRule.DEFAULT), cache, description);
    }

    /** Every target that something is sent to, copies included, each once. */
    public List<RouteTarget> everyTarget() {
        List<RouteTarget> every = new ArrayList<>(survey.targets());
        every.addAll(survey.copies());
        return every.stream().distinct().toList();
    }
}
