package org.llmops.router.routes.document;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.condition.Condition;

/** One choice of a route, or a target where choices end. Each knows its place in the document, such as {@code route.fallback}. */
public sealed interface Node {
    /** Its place in the document. */
    String path();

    /** The nodes below it, in the document's order. */
    List<Node> children();

    /** A place to send the call to. */
    record Leaf(String path, RouteTarget target) implements Node {
        @Override
        public List<Node> children() {
            return List.of();
        }
    }

    /** One after the other. */
    record Fallback(String path, List<Node> children, FallbackRule on) implements Node {
        public Fallback {
            children = List.copyOf(children);
        }
    }

    /**
     * One by lot, in proportion to the weights.
     *
     * @param name what the lots are drawn under: weights of one name draw alike wherever they stand in the document
     * @param sticky the same subject always draws the same lot
     */
    record Weighted(String path, String name, List<Share> shares, boolean sticky, FallbackRule on) implements Node {
        public Weighted {
            shares = List.copyOf(shares);
        }

        @Override
        public List<Node> children() {
            return shares.stream().map(Share::node).toList();
        }
    }

    /** The best first, by what is known of their targets. */
    record Ranked(String path, Ranking by, List<Node> children, long expectedOutputTokens, FallbackRule on)
            implements Node {
        public Ranked {
            children = List.copyOf(children);
        }
    }

    /**
     * The first whose condition holds.
     *
     * @param otherwise when none holds; null: then the call goes nowhere
     */
    record When(String path, List<Case> cases, @Nullable Node otherwise) implements Node {
        public When {
            cases = List.copyOf(cases);
        }

        @Override
        public List<Node> children() {
            List<Node> branches = new ArrayList<>();
            cases.forEach(each -> branches.add(each.then()));
            if (otherwise != null) {
                branches.add(otherwise);
            }
            return List.copyOf(branches);
        }
    }

    /**
     * Hard prompts to the strong child, easy ones to the weak.
     *
     * @param threshold the score from which on a prompt counts as hard; null: as the scorer was calibrated
     * @param abstainBand how far from the threshold the score says too little
     * @param abstainStrong where prompts go whose score says too little
     */
    record ByComplexity(
            String path,
            Node weak,
            Node strong,
            @Nullable Double threshold,
            double abstainBand,
            boolean abstainStrong,
            FallbackRule on)
            implements Node {
        @Override
        public List<Node> children() {
            return List.of(weak, strong);
        }
    }

    /** What the primary does, and for some calls a copy to another target. */
    record Shadow(String path, double percent, RouteTarget copy, Node primary) implements Node {
        @Override
        public List<Node> children() {
            return List.of(primary);
        }
    }

    /**
     * One lot.
     *
     * @param name what subjects are bound to: it keeps its subjects while others come, go and move
     */
    record Share(String name, double weight, Node node) {}

    /** A condition, and where calls go for which it holds. */
    record Case(Condition condition, Node then) {}

    /** What makes one child better than another. */
    enum Ranking {
        FASTEST("fastest"),
        CHEAPEST("cheapest"),
        LEAST_BUSY("least-busy");

        private final String word;

        Ranking(String word) {
            this.word = word;
        }

        /** As documents write it. */
        public String word() {
            return word;
        }
    }
}
