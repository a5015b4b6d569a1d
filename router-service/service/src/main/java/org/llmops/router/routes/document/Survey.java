package org.llmops.router.routes.document;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.llmops.router.condition.Reads;

/**
 * What has to be known of a call and of targets to decide by a document: nothing else has to be found out.
 *
 * @param targets that calls may go to, in the document's order, each once; those of copies are not among them
 * @param copies that copies may go to
 * @param reads what conditions look at
 * @param hasConditions whether there are any
 * @param ranksByLoad whether latency or calls in flight matter
 * @param ranksByCost whether prices matter
 * @param scoresComplexity whether it matters how hard the prompt is
 */
public record Survey(
        List<RouteTarget> targets,
        List<RouteTarget> copies,
        Reads reads,
        boolean hasConditions,
        boolean ranksByLoad,
        boolean ranksByCost,
        boolean scoresComplexity) {

    static Survey of(Node root) {
        Walk walk = new Walk();
        walk.visit(root);
        return new Survey(
                List.copyOf(walk.targets),
                List.copyOf(walk.copies),
                walk.reads,
                walk.hasConditions,
                walk.ranksByLoad,
                walk.ranksByCost,
                walk.scoresComplexity);
    }

    /** One way through the tree. */
    private static final class Walk {
        private final Set<RouteTarget> targets = new LinkedHashSet<>();
        private final Set<RouteTarget> copies = new LinkedHashSet<>();
        private Reads reads = Reads.NOTHING;
        private boolean hasConditions;
        private boolean ranksByLoad;
        private boolean ranksByCost;
        private boolean scoresComplexity;

        private void visit(Node node) {
            switch (node) {
                case Node.Leaf leaf -> targets.add(leaf.target());
                case Node.Shadow shadow -> copies.add(shadow.copy());
                case Node.ByComplexity hard -> scoresComplexity = true;
                case Node.Ranked ranked -> {
                    boolean cost = ranked.by() == Node.Ranking.CHEAPEST;
                    ranksByCost |= cost;
                    ranksByLoad |= !cost;
                }
                case Node.When when -> {
                    hasConditions = true;
                    when.cases()
                            .forEach(each -> reads = reads.and(each.condition().reads()));
                }
                case Node.Fallback order -> {}
                case Node.Weighted lots -> {}
            }
            node.children().forEach(this::visit);
        }
    }
}
